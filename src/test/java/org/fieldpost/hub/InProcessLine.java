package org.fieldpost.hub;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.fieldpost.contract.ConflictDecision;
import org.fieldpost.contract.ConflictList;
import org.fieldpost.contract.ConflictView;
import org.fieldpost.contract.DecisionResponse;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.contract.HubHealth;
import org.fieldpost.contract.LeaseRequest;
import org.fieldpost.contract.LeaseResponse;
import org.fieldpost.contract.ManifestRequest;
import org.fieldpost.contract.ManifestResponse;
import org.fieldpost.contract.OwnChanges;
import org.fieldpost.contract.PullResponse;
import org.fieldpost.contract.PushRequest;
import org.fieldpost.contract.PushResponse;
import org.fieldpost.contract.Role;
import org.fieldpost.contract.SnapshotPage;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Listeners;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.sync.HubAnswer;
import org.fieldpost.sync.HubApi;
import org.fieldpost.sync.HubFailure;
import org.jspecify.annotations.Nullable;

/**
 * A device's line to the hub without a network: every body crosses it as the JSON bytes it is on the wire, and a
 * refusal becomes what the HTTP client makes of its status.
 */
public final class InProcessLine implements HubApi {
    private final InProcessHub hub;
    private final String token;
    private List<Role> mistakes = List.of();

    public InProcessLine(InProcessHub hub, String token) {
        this.hub = hub;
        this.token = token;
    }

    /** For hubs that mistake who is calling: they take the caller to have these roles as well. */
    public void seenWith(List<Role> roles) {
        mistakes = List.copyOf(roles);
    }

    private Caller caller() {
        var caller = hub.hub().caller(token);
        if (mistakes.isEmpty()) {
            return caller;
        }
        var roles = new HashSet<>(caller.roles());
        roles.addAll(mistakes);
        return new Caller(
                caller.organization(),
                caller.device(),
                caller.user(),
                roles,
                caller.lastSeen(),
                caller.pullHorizon());
    }

    @Override
    public HubAnswer<HubHealth> health() {
        return call(() -> crossing(hub.hub().health(), HubHealth.class));
    }

    @Override
    public HubAnswer<PushResponse> push(PushRequest request) {
        return call(
                () -> Json.read(hub.hub().push(caller(), Json.bytes(request)), PushResponse.class));
    }

    @Override
    public HubAnswer<PullResponse> changes(@Nullable String cursor, int limit, OwnChanges own) {
        return call(
                () ->
                        crossing(
                                hub.hub().changes(caller(), cursor, limit, own),
                                PullResponse.class));
    }

    @Override
    public HubAnswer<SnapshotPage> snapshot(@Nullable String after, int limit) {
        return call(() -> crossing(hub.hub().snapshot(caller(), after, limit), SnapshotPage.class));
    }

    @Override
    public HubAnswer<LeaseResponse> lease(LeaseRequest request) {
        return call(
                () ->
                        crossing(
                                hub.hub().lease(caller(), crossing(request, LeaseRequest.class)),
                                LeaseResponse.class));
    }

    @Override
    public HubAnswer<Boolean> release(UUID lease) {
        return call(
                () -> {
                    hub.hub().releaseLease(caller(), lease);
                    return true;
                });
    }

    @Override
    public HubAnswer<ManifestResponse> manifest(ManifestRequest believed) {
        return call(
                () ->
                        crossing(
                                hub.hub()
                                        .manifest(
                                                caller(),
                                                crossing(believed, ManifestRequest.class)),
                                ManifestResponse.class));
    }

    @Override
    public HubAnswer<Upload> createUpload(MediaFile file) {
        return call(
                () -> {
                    var made =
                            hub.hub()
                                    .uploads()
                                    .create(caller(), file.id(), file.sha256(), file.sizeBytes());
                    return new Upload("/media/uploads/" + made.upload().id(), made.offset());
                });
    }

    @Override
    public HubAnswer<Upload> upload(String location) {
        var held =
                call(
                        () ->
                                new Upload(
                                        location,
                                        hub.hub().uploads().find(caller(), id(location)).offset()));
        // A HEAD answer has no words: 404 and 410 look alike.
        boolean forgotten =
                held instanceof HubAnswer.Failed<Upload>(HubFailure.HorizonPassed passed);
        return forgotten ? new HubAnswer.Failed<>(failure(Refused.unknown("upload"))) : held;
    }

    @Override
    public HubAnswer<Upload> append(String location, long offset, byte[] chunk) {
        return call(
                () ->
                        new Upload(
                                location,
                                hub.hub()
                                        .uploads()
                                        .append(
                                                caller(),
                                                id(location),
                                                offset,
                                                new ByteArrayInputStream(chunk))));
    }

    private static UUID id(String location) {
        return UUID.fromString(location.substring(location.lastIndexOf('/') + 1));
    }

    @Override
    public HubAnswer<Long> download(UUID media, long from, OutputStream sink) {
        return call(() -> copy(downloads -> downloads.find(caller(), media), from, sink));
    }

    @Override
    public HubAnswer<ConflictList> conflicts(@Nullable UUID after, int limit) {
        throw new UnsupportedOperationException("simulated people decide by push");
    }

    @Override
    public HubAnswer<ConflictView> conflict(UUID id) {
        throw new UnsupportedOperationException("simulated people decide by push");
    }

    @Override
    public HubAnswer<DecisionResponse> decide(UUID conflict, ConflictDecision decision) {
        return call(
                () ->
                        crossing(
                                hub.hub().conflicts().decide(caller(), conflict, decision),
                                DecisionResponse.class));
    }

    @Override
    public HubAnswer<Long> formFile(UUID form, Sha256 hash, long from, OutputStream sink) {
        return call(
                () ->
                        copy(
                                downloads -> downloads.formFile(caller(), form, hash.hex()),
                                from,
                                sink));
    }

    /** Finds a file at the hub. */
    private interface Found {
        Downloads.Stored in(Downloads downloads) throws IOException;
    }

    private long copy(Found found, long from, OutputStream sink) {
        try {
            var downloads = hub.hub().downloads();
            var stored = found.in(downloads);
            long left = Math.max(0, stored.size() - from);
            if (left > 0) {
                try (var in = downloads.open(stored, from, left)) {
                    in.transferTo(sink);
                }
            }
            return left;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Listeners.Subscription listenForHints(Runnable wake) {
        return hub.hub().grown().add(organization -> wake.run());
    }

    @Override
    public void close() {}

    private static <T> T crossing(Object body, Class<T> type) {
        return Json.read(Json.bytes(body), type);
    }

    private static <T> HubAnswer<T> call(Supplier<T> work) {
        try {
            return new HubAnswer.Success<>(work.get());
        } catch (Refused e) {
            return new HubAnswer.Failed<>(failure(e));
        } catch (RuntimeException e) {
            return new HubAnswer.Failed<>(
                    new HubFailure.RetryLater(
                            500, new ErrorBody("FP-2500", String.valueOf(e), true), null));
        }
    }

    private static HubFailure failure(Refused refused) {
        var said = refused.body();
        var seconds = refused.retryAfterSeconds();
        var after = seconds == null ? null : Duration.ofSeconds(seconds);
        return switch (refused.status()) {
            case 401 -> new HubFailure.Unauthorized(said);
            case 409 ->
                    said.code().equals("FP-2409") || said.code().equals("FP-2408")
                            ? new HubFailure.EpochChanged(said)
                            : new HubFailure.Refused(409, said);
            case 410 -> new HubFailure.HorizonPassed(said);
            case 413 -> new HubFailure.TooLarge(said);
            case 408, 425, 429 -> new HubFailure.RetryLater(refused.status(), said, after);
            default ->
                    refused.status() >= 500
                            ? new HubFailure.RetryLater(refused.status(), said, after)
                            : new HubFailure.Refused(refused.status(), said);
        };
    }
}
