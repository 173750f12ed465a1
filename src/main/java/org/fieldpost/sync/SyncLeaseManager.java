package org.fieldpost.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.fieldpost.contract.LeaseRequest;
import org.fieldpost.contract.LeaseResponse;
import org.jspecify.annotations.Nullable;

/**
 * Leases for bulk work (seed: SyncLeaseManager): asks the hub first, renews in time, comes back when told and no
 * sooner, and gives the lease back when the work is done.
 */
final class SyncLeaseManager {
    /** Well within any lease; its end is told by the hub's clock, and ours may be wrong. */
    private static final Duration RENEW_AFTER = Duration.ofSeconds(20);

    private static final long RETRY_SECONDS = 60;
    private static final long RETRY_SECONDS_MAX = 600;
    private final HubApi hub;
    private final SyncTools tools;
    private @Nullable UUID leaseId;
    private @Nullable Instant askedAt;
    private Duration askAgainAfter = Duration.ZERO;

    SyncLeaseManager(HubApi hub, SyncTools tools) {
        this.hub = hub;
        this.tools = tools;
    }

    /** Whether bulk work may go on. */
    sealed interface Admission {
        record Granted() implements Admission {}

        record NotNow(Duration retryAfter) implements Admission {}

        record Failed(HubFailure failure) implements Admission {}
    }

    /** Asks, or renews when it is time; cheap while the lease holds, and while the hub's refusal does. */
    Admission admit(SyncTaskKind purpose) {
        var now = tools.clock().instant();
        var wait = stillToWait(now);
        if (!wait.isZero()) {
            return leaseId == null ? new Admission.NotNow(wait) : new Admission.Granted();
        }
        return switch (hub.lease(new LeaseRequest(purpose.name(), leaseId))) {
            case HubAnswer.Success<LeaseResponse>(LeaseResponse answer) -> answered(answer, now);
            case HubAnswer.Failed<LeaseResponse>(HubFailure failure) ->
                    new Admission.Failed(failure);
        };
    }

    /** A clock set back makes us ask at once, which is no harm. */
    private Duration stillToWait(Instant now) {
        if (askedAt == null || now.isBefore(askedAt)) {
            return Duration.ZERO;
        }
        var left = Duration.between(now, askedAt.plus(askAgainAfter));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private Admission answered(LeaseResponse answer, Instant now) {
        askedAt = now;
        if (answer.granted()) {
            leaseId = answer.leaseId();
            askAgainAfter = RENEW_AFTER;
            return new Admission.Granted();
        }
        leaseId = null;
        var seconds = answer.retryAfterSeconds();
        askAgainAfter =
                Duration.ofSeconds(
                        seconds == null
                                ? RETRY_SECONDS
                                : Math.clamp(seconds, 1, RETRY_SECONDS_MAX));
        return new Admission.NotNow(askAgainAfter);
    }

    /** The work is done, or has to wait for something else: others may have the lease. It would end by itself. */
    void release() {
        var held = leaseId;
        if (held != null) {
            leaseId = null;
            askedAt = null;
            hub.release(held);
        }
    }
}
