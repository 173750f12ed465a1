package org.fieldpost.simulation;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
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
import org.fieldpost.contract.SnapshotPage;
import org.fieldpost.form.ChoiceSource;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Listeners;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.sync.HubAnswer;
import org.fieldpost.sync.HubApi;
import org.fieldpost.sync.HubFailure;
import org.jspecify.annotations.Nullable;

/** One device's line to the simulated hub. Everything crosses it as JSON; faults are decided call by call. */
public final class SimulatedLink implements HubApi {
    private static final ErrorBody SAID = new ErrorBody("FP-2999", "simulated", true);
    private static final Instant NOW = Instant.parse("2026-05-04T08:00:00Z");
    private final SimulatedHub hub;
    private final SimulatedMedia media;
    private Function<String, Fault> faults = call -> Fault.NONE;
    private final List<String> lost = new ArrayList<>();
    private int calls;
    private boolean closed;

    public SimulatedLink(SimulatedHub hub, SimulatedMedia media) {
        this.hub = hub;
        this.media = media;
    }

    /** What happens to each call, by its name. */
    public void faults(Function<String, Fault> faults) {
        this.faults = faults;
    }

    /** How many calls were made. */
    public int calls() {
        return calls;
    }

    @Override
    public HubAnswer<HubHealth> health() {
        return call("health", () -> ok(told()));
    }

    private HubHealth told() {
        return new HubHealth("ok", "sim", hub.epoch(), NOW);
    }

    @Override
    public HubAnswer<PushResponse> push(PushRequest request) {
        return call(
                "push",
                () -> {
                    if (!request.epoch().isEmpty() && !request.epoch().equals(hub.epoch())) {
                        return new HubAnswer.Failed<>(new HubFailure.EpochChanged(SAID));
                    }
                    if (request.commands().size() > hub.commandsMax()) {
                        return new HubAnswer.Failed<>(new HubFailure.TooLarge(SAID));
                    }
                    var sent = Json.read(Json.bytes(request), PushRequest.class);
                    try {
                        return ok(Json.read(Json.bytes(hub.push(sent)), PushResponse.class));
                    } catch (SimulatedHub.Choked e) {
                        return new HubAnswer.Failed<>(new HubFailure.RetryLater(500, SAID, null));
                    }
                });
    }

    @Override
    public HubAnswer<PullResponse> changes(@Nullable String cursor, int limit, OwnChanges own) {
        return call(
                "changes",
                () -> {
                    var page = hub.changes(cursor, limit);
                    var whole =
                            new PullResponse(
                                    page.changes(), page.nextCursor(), page.hasMore(), told());
                    return ok(Json.read(Json.bytes(whole), PullResponse.class));
                });
    }

    @Override
    public HubAnswer<SnapshotPage> snapshot(@Nullable String after, int limit) {
        return call(
                "snapshot",
                () -> {
                    var page = hub.changes(after, limit);
                    var snapshot =
                            new SnapshotPage(
                                    page.changes(), page.nextCursor(), !page.hasMore(), List.of());
                    return ok(Json.read(Json.bytes(snapshot), SnapshotPage.class));
                });
    }

    @Override
    public HubAnswer<LeaseResponse> lease(LeaseRequest request) {
        return call(
                "lease",
                () ->
                        ok(
                                new LeaseResponse(
                                        true,
                                        new UUID(9, 9),
                                        NOW.plus(Duration.ofMinutes(2)),
                                        null)));
    }

    @Override
    public HubAnswer<Boolean> release(UUID lease) {
        return call("release", () -> ok(true));
    }

    @Override
    public HubAnswer<ManifestResponse> manifest(ManifestRequest believed) {
        return call("manifest", () -> ok(hub.manifest(believed)));
    }

    @Override
    public HubAnswer<ConflictList> conflicts(@Nullable UUID after, int limit) {
        return call("conflicts", () -> ok(new SimulatedConflicts(hub).list(after, limit)));
    }

    @Override
    public HubAnswer<ConflictView> conflict(UUID id) {
        return call(
                "conflict",
                () ->
                        new SimulatedConflicts(hub)
                                .view(id)
                                .<HubAnswer<ConflictView>>map(SimulatedLink::ok)
                                .orElseGet(() -> refused(404)));
    }

    @Override
    public HubAnswer<DecisionResponse> decide(UUID conflict, ConflictDecision decision) {
        return call(
                "decide",
                () ->
                        new SimulatedConflicts(hub)
                                .decide(conflict, decision)
                                .<HubAnswer<DecisionResponse>>map(SimulatedLink::ok)
                                .orElseGet(() -> refused(409)));
    }

    @Override
    public HubAnswer<Upload> createUpload(MediaFile file) {
        return call("createUpload", () -> ok(new Upload(media.create(file), 0)));
    }

    @Override
    public HubAnswer<Upload> upload(String location) {
        return call(
                "upload",
                () -> {
                    var part = media.part(location);
                    return part == null
                            ? refused(404)
                            : ok(new Upload(location, part.bytes.size()));
                });
    }

    @Override
    public HubAnswer<Upload> append(String location, long offset, byte[] chunk) {
        return call(
                "append",
                () -> {
                    var part = media.part(location);
                    if (part == null) {
                        return refused(404);
                    }
                    if (part.bytes.size() != offset) {
                        return refused(409);
                    }
                    return media.append(location, chunk)
                            ? ok(new Upload(location, offset + chunk.length))
                            : refused(460);
                });
    }

    @Override
    public HubAnswer<Long> download(UUID id, long from, OutputStream sink) {
        return call("download", () -> copy(media.bytes(id), from, sink));
    }

    @Override
    public HubAnswer<Long> formFile(UUID form, Sha256 hash, long from, OutputStream sink) {
        return call(
                "formFile",
                () -> {
                    boolean named =
                            hub.payload(form).stream()
                                    .flatMap(
                                            f ->
                                                    ChoiceSource.of(f.path("schema"))
                                                            .values()
                                                            .stream())
                                    .anyMatch(source -> hash.equals(source.sha256()));
                    var bytes = media.bytes(hash);
                    return named && bytes.length > 0 ? copy(bytes, from, sink) : refused(404);
                });
    }

    private static HubAnswer<Long> copy(byte[] bytes, long from, OutputStream sink) {
        var part = Arrays.copyOfRange(bytes, (int) from, bytes.length);
        try {
            sink.write(part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ok((long) part.length);
    }

    @Override
    public Listeners.Subscription listenForHints(Runnable wake) {
        return () -> {};
    }

    @Override
    public void close() {
        closed = true;
    }

    private <T> HubAnswer<T> call(String name, Supplier<HubAnswer<T>> work) {
        calls++;
        if (closed) {
            return new HubAnswer.Failed<>(new HubFailure.Unreachable("closed"));
        }
        var nothing = new HubFailure.Unreachable("simulated");
        return switch (faults.apply(name)) {
            case NONE -> work.get();
            case DROP_REQUEST -> new HubAnswer.Failed<>(nothing);
            case DROP_RESPONSE -> {
                lose(work.get());
                yield new HubAnswer.Failed<>(nothing);
            }
            case DUPLICATE -> {
                lose(work.get());
                yield work.get();
            }
            case KILLED_BEFORE -> throw new Killed();
            case KILLED_AFTER -> {
                lose(work.get());
                throw new Killed();
            }
            case UNAUTHORIZED -> new HubAnswer.Failed<>(new HubFailure.Unauthorized(SAID));
            case TOO_MANY ->
                    new HubAnswer.Failed<>(
                            new HubFailure.RetryLater(429, SAID, Duration.ofSeconds(7)));
            case SERVER_ERROR -> new HubAnswer.Failed<>(new HubFailure.RetryLater(500, SAID, null));
            case TOO_LARGE -> new HubAnswer.Failed<>(new HubFailure.TooLarge(SAID));
        };
    }

    private void lose(HubAnswer<?> answer) {
        lost.add(answer.getClass().getSimpleName());
    }

    private static <T> HubAnswer<T> ok(T value) {
        return new HubAnswer.Success<>(value);
    }

    private static <T> HubAnswer<T> refused(int status) {
        return new HubAnswer.Failed<>(new HubFailure.Refused(status, SAID));
    }
}
