package org.fieldpost.hubclient;

import java.io.OutputStream;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.fieldpost.contract.ConflictDecision;
import org.fieldpost.contract.ConflictList;
import org.fieldpost.contract.ConflictView;
import org.fieldpost.contract.DecisionResponse;
import org.fieldpost.contract.EnrolRequest;
import org.fieldpost.contract.EnrolResponse;
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
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Listeners;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.sync.HubAnswer;
import org.fieldpost.sync.HubApi;
import org.jspecify.annotations.Nullable;

/** The hub over HTTP, as {@code docs/protocol.md} says. */
public final class HttpHubApi implements HubApi {
    private static final MediaType JSON = MediaType.get("application/json");
    private final HttpCalls calls;
    private final HttpMedia media;
    private final HintSockets hints;

    /**
     * @param hub the hub's address
     * @param token this device's token; never logged
     * @param random spreads out reconnections of the hint socket
     */
    public HttpHubApi(URI hub, String token, HubClientSettings settings, RandomGenerator random) {
        calls = new HttpCalls(hub, token, settings);
        media = new HttpMedia(calls);
        hints = new HintSockets(calls, settings.hintBackoff(), random);
    }

    /** Joins a hub with a one-time code. */
    public static HubAnswer<EnrolResponse> enrol(
            URI hub, EnrolRequest request, HubClientSettings settings) {
        try (var calls = new HttpCalls(hub, null, settings)) {
            var call = calls.request("enrol").post(RequestBody.create(Json.bytes(request), JSON));
            return calls.json(call.build(), EnrolResponse.class);
        }
    }

    @Override
    public HubAnswer<HubHealth> health() {
        return calls.probe(calls.request("health").get().build(), HubHealth.class);
    }

    @Override
    public HubAnswer<PushResponse> push(PushRequest request) {
        return post("sync/push", request, PushResponse.class);
    }

    @Override
    public CompletableFuture<HubAnswer<PushResponse>> pushing(PushRequest request) {
        return calls.jsonLater(posting("sync/push", request), PushResponse.class);
    }

    @Override
    public HubAnswer<PullResponse> changes(@Nullable String cursor, int limit, OwnChanges own) {
        return calls.json(changesAfter(cursor, limit, own), PullResponse.class);
    }

    @Override
    public CompletableFuture<HubAnswer<PullResponse>> changesLater(
            @Nullable String cursor, int limit, OwnChanges own) {
        return calls.jsonLater(changesAfter(cursor, limit, own), PullResponse.class);
    }

    private Request changesAfter(@Nullable String cursor, int limit, OwnChanges own) {
        var page = page("sync/changes", "cursor", cursor, limit);
        if (own.isEmpty()) {
            return page;
        }
        var url = page.url().newBuilder().addQueryParameter("own", own.encode()).build();
        return page.newBuilder().url(url).build();
    }

    @Override
    public HubAnswer<SnapshotPage> snapshot(@Nullable String after, int limit) {
        return calls.json(page("sync/snapshot", "after", after, limit), SnapshotPage.class);
    }

    private Request page(String path, String parameter, @Nullable String from, int limit) {
        var url = calls.url(path).newBuilder().addQueryParameter("limit", Integer.toString(limit));
        if (from != null) {
            url.addQueryParameter(parameter, from);
        }
        return calls.request(path).url(url.build()).get().build();
    }

    @Override
    public HubAnswer<LeaseResponse> lease(LeaseRequest request) {
        return post("sync/lease", request, LeaseResponse.class);
    }

    @Override
    public HubAnswer<Boolean> release(UUID lease) {
        return calls.call(
                calls.request("sync/lease/" + lease).delete().build(),
                reply -> new HubAnswer.Success<>(true));
    }

    @Override
    public HubAnswer<ManifestResponse> manifest(ManifestRequest believed) {
        return post("sync/manifest", believed, ManifestResponse.class);
    }

    @Override
    public HubAnswer<ConflictList> conflicts(@Nullable UUID after, int limit) {
        var from = after == null ? null : after.toString();
        return calls.json(page("conflicts", "after", from, limit), ConflictList.class);
    }

    @Override
    public HubAnswer<ConflictView> conflict(UUID id) {
        return calls.json(calls.request("conflicts/" + id).get().build(), ConflictView.class);
    }

    @Override
    public HubAnswer<DecisionResponse> decide(UUID conflict, ConflictDecision decision) {
        return post("conflicts/" + conflict + "/decision", decision, DecisionResponse.class);
    }

    @Override
    public HubAnswer<Upload> createUpload(MediaFile file) {
        return media.create(file);
    }

    @Override
    public HubAnswer<Upload> upload(String location) {
        return media.offset(location);
    }

    @Override
    public HubAnswer<Upload> append(String location, long offset, byte[] chunk) {
        return media.append(location, offset, chunk);
    }

    @Override
    public HubAnswer<Long> download(UUID id, long from, OutputStream sink) {
        return media.download(id, from, sink);
    }

    @Override
    public HubAnswer<Long> formFile(UUID form, Sha256 hash, long from, OutputStream sink) {
        return media.formFile(form, hash, from, sink);
    }

    @Override
    public Listeners.Subscription listenForHints(Runnable wake) {
        return hints.listen(wake);
    }

    @Override
    public void close() {
        hints.close();
        calls.close();
    }

    private <T> HubAnswer<T> post(String path, Object body, Class<T> type) {
        return calls.json(posting(path, body), type);
    }

    private Request posting(String path, Object body) {
        return calls.request(path).post(RequestBody.create(Json.bytes(body), JSON)).build();
    }
}
