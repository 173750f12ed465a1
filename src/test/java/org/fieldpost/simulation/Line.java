package org.fieldpost.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Listeners;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.sync.HubAnswer;
import org.fieldpost.sync.HubApi;
import org.fieldpost.sync.HubFailure;
import org.jspecify.annotations.Nullable;

/** A laptop's line to the hub: faults by the schedule, a watch on all that crosses, and places to die at. */
final class Line implements HubApi {
    private static final ErrorBody SAID = new ErrorBody("FP-2999", "simulated", true);
    private final HubApi hub;
    private final LineWatch watch;
    private final Fuse fuse;
    private final Network network;
    private @Nullable Runnable meanwhile;

    /** The world, as a line sees it. */
    interface Network {
        /** What happens to the next call. */
        LineFault fault(String call);

        /** The hub's process ended: it is started again. */
        void hubDied();

        /** The hub is made to die over the next call. */
        void killHub();

        /** It lived through it. */
        void spareHub();

        /** An answer went astray and will come later. */
        void late(PushRequest request, PushResponse answer);

        /** Something crossed the line; told when a person looks into one seed. */
        void crossed(Supplier<String> words);

        /** Whether the hub chokes on what is said. */
        boolean chokes(JsonNode payload);
    }

    Line(HubApi hub, LineWatch watch, Fuse fuse, Network network) {
        this.hub = hub;
        this.watch = watch;
        this.fuse = fuse;
        this.network = network;
    }

    /** Happens once, when the hub has done the next push and its answer is on the way. */
    void meanwhile(@Nullable Runnable happening) {
        meanwhile = happening;
    }

    @Override
    public HubAnswer<HubHealth> health() {
        return call("health", hub::health, answer -> {});
    }

    @Override
    public HubAnswer<PushResponse> push(PushRequest request) {
        network.crossed(() -> Crossings.pushing(request));
        watch.pushing(request);
        return call(
                "push of %d".formatted(request.commands().size()),
                () -> {
                    var answer = chokes(request) ? choked() : hub.push(request);
                    watch.pushed(request, answer);
                    network.crossed(() -> Crossings.pushed(request, answer));
                    if (answer instanceof HubAnswer.Success<PushResponse> && meanwhile != null) {
                        var happening = meanwhile;
                        meanwhile = null;
                        Objects.requireNonNull(happening).run();
                    }
                    return answer;
                },
                answer -> network.late(request, answer));
    }

    private boolean chokes(PushRequest request) {
        return request.commands().stream()
                .anyMatch(c -> c.payload() != null && network.chokes(c.payload()));
    }

    private static HubAnswer<PushResponse> choked() {
        return failed(new HubFailure.RetryLater(500, SAID, null));
    }

    @Override
    public HubAnswer<PullResponse> changes(@Nullable String cursor, int limit, OwnChanges own) {
        return call(
                "changes",
                () -> {
                    var answer = hub.changes(cursor, limit, own);
                    watch.pulled(cursor, answer);
                    network.crossed(() -> Crossings.pulled(answer));
                    return answer;
                },
                answer -> {});
    }

    @Override
    public HubAnswer<SnapshotPage> snapshot(@Nullable String after, int limit) {
        return call(
                "snapshot",
                () -> {
                    var answer = hub.snapshot(after, limit);
                    watch.snapshot(after, answer);
                    network.crossed(() -> Crossings.snapshot(answer));
                    return answer;
                },
                answer -> {});
    }

    @Override
    public HubAnswer<LeaseResponse> lease(LeaseRequest request) {
        return call("lease", () -> hub.lease(request), answer -> {});
    }

    @Override
    public HubAnswer<Boolean> release(UUID lease) {
        return call("release", () -> hub.release(lease), answer -> {});
    }

    @Override
    public HubAnswer<ManifestResponse> manifest(ManifestRequest believed) {
        return call(
                "manifest",
                () -> {
                    var answer = hub.manifest(believed);
                    network.crossed(() -> Crossings.manifest(answer));
                    return answer;
                },
                answer -> {});
    }

    @Override
    public HubAnswer<Upload> createUpload(MediaFile file) {
        var answer = call("upload", () -> hub.createUpload(file), a -> {});
        watch.confirmed(answer);
        return answer;
    }

    @Override
    public HubAnswer<Upload> upload(String location) {
        var answer = call("offset", () -> hub.upload(location), a -> {});
        watch.confirmed(answer);
        return answer;
    }

    /** A line that breaks in the middle of a chunk: the hub keeps what came. */
    @Override
    public HubAnswer<Upload> append(String location, long offset, byte[] chunk) {
        watch.appending(location, offset);
        fuse.reach("before the chunk by ");
        var fault = network.fault("chunk");
        var sent = fault == LineFault.TRUNCATE ? Arrays.copyOf(chunk, chunk.length / 2) : chunk;
        var answer = happening("chunk", fault, () -> hub.append(location, offset, sent), a -> {});
        fuse.reach("after the answer to the chunk by ");
        watch.appended(location, answer);
        return answer;
    }

    @Override
    public HubAnswer<Long> download(UUID media, long from, OutputStream sink) {
        return copied("download", sink, whole -> hub.download(media, from, whole));
    }

    @Override
    public HubAnswer<ConflictList> conflicts(@Nullable UUID after, int limit) {
        return call("conflicts", () -> hub.conflicts(after, limit), a -> {});
    }

    @Override
    public HubAnswer<ConflictView> conflict(UUID id) {
        return call("conflict", () -> hub.conflict(id), a -> {});
    }

    @Override
    public HubAnswer<DecisionResponse> decide(UUID conflict, ConflictDecision decision) {
        return call("decide", () -> hub.decide(conflict, decision), a -> {});
    }

    @Override
    public HubAnswer<Long> formFile(UUID form, Sha256 hash, long from, OutputStream sink) {
        return copied("formFile", sink, whole -> hub.formFile(form, hash, from, whole));
    }

    /** A cut copy leaves half of the bytes. */
    private HubAnswer<Long> copied(
            String what, OutputStream sink, Function<OutputStream, HubAnswer<Long>> copy) {
        var whole = new ByteArrayOutputStream();
        var answer = call(what, () -> copy.apply(whole), a -> {});
        try {
            byte[] bytes = whole.toByteArray();
            boolean all = answer instanceof HubAnswer.Success<Long>;
            sink.write(bytes, 0, all ? bytes.length : bytes.length / 2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answer;
    }

    @Override
    public Listeners.Subscription listenForHints(Runnable wake) {
        return () -> {};
    }

    @Override
    public void close() {}

    private <T> HubAnswer<T> call(
            String name, Supplier<HubAnswer<T>> work, java.util.function.Consumer<T> late) {
        fuse.reach("before the " + name + " by ");
        var answer = happening(name, network.fault(name), work, late);
        fuse.reach("after the answer to the " + name + " by ");
        return answer;
    }

    private <T> HubAnswer<T> happening(
            String name,
            LineFault fault,
            Supplier<HubAnswer<T>> work,
            java.util.function.Consumer<T> late) {
        return switch (fault) {
            case NONE -> atHub(work);
            case DROP_REQUEST, CAPTIVE_PORTAL -> lost(fault.words() + " " + name);
            case DROP_RESPONSE, TRUNCATE -> {
                Function<HubAnswer<T>, HubAnswer<T>> lose = answer -> lost(fault.words());
                yield lose.apply(atHub(work));
            }
            case LATE -> {
                if (atHub(work) instanceof HubAnswer.Success<T>(T answer)) {
                    late.accept(answer);
                }
                yield lost(fault.words());
            }
            case DUPLICATE -> {
                Function<HubAnswer<T>, HubAnswer<T>> again = answer -> atHub(work);
                yield again.apply(atHub(work));
            }
            case UNAUTHORIZED -> failed(new HubFailure.Unauthorized(SAID));
            case FORBIDDEN -> failed(new HubFailure.Refused(403, SAID));
            case GONE -> failed(new HubFailure.HorizonPassed(SAID));
            case TOO_LARGE -> failed(new HubFailure.TooLarge(SAID));
            case UNPROCESSABLE -> failed(new HubFailure.Refused(422, SAID));
            case TOO_MANY -> failed(new HubFailure.RetryLater(429, SAID, Duration.ofSeconds(7)));
            case SERVER_ERROR -> failed(new HubFailure.RetryLater(500, SAID, null));
            case HUB_DIES -> {
                network.killHub();
                var answer = atHub(work);
                network.spareHub();
                yield answer;
            }
        };
    }

    private <T> HubAnswer<T> atHub(Supplier<HubAnswer<T>> work) {
        try {
            return work.get();
        } catch (HubDied e) {
            network.hubDied();
            return lost("the hub died");
        }
    }

    private static <T> HubAnswer<T> lost(String why) {
        return failed(new HubFailure.Unreachable(why));
    }

    private static <T> HubAnswer<T> failed(HubFailure failure) {
        return new HubAnswer.Failed<>(failure);
    }

    /** What a request says, for those who look for ids in it. */
    static List<String> texts(PushRequest request) {
        return request.commands().stream()
                .filter(c -> c.payload() != null)
                .map(c -> Json.write(Objects.requireNonNull(c.payload())))
                .toList();
    }
}
