package org.fieldpost.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.fieldpost.contract.LeaseRequest;
import org.fieldpost.contract.LeaseResponse;
import org.jspecify.annotations.Nullable;

/** Leases for bulk work (seed: SyncLeaseManager): asks the hub first, renews in time, and comes back when told. */
final class SyncLeaseManager {
    /** Well within any lease; its end is told by the hub's clock, and ours may be wrong. */
    private static final Duration RENEW_AFTER = Duration.ofSeconds(20);

    private static final long RETRY_SECONDS = 60;
    private final HubApi hub;
    private final SyncTools tools;
    private @Nullable UUID leaseId;
    private @Nullable Instant renewAt;

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

    /** Asks, or renews when it is time; cheap while the lease holds. */
    Admission admit(SyncTaskKind purpose) {
        var now = tools.clock().instant();
        if (leaseId != null && renewAt != null && now.isBefore(renewAt)) {
            return new Admission.Granted();
        }
        return switch (hub.lease(new LeaseRequest(purpose.name(), leaseId))) {
            case HubAnswer.Success<LeaseResponse>(LeaseResponse answer) -> answered(answer, now);
            case HubAnswer.Failed<LeaseResponse>(HubFailure failure) ->
                    new Admission.Failed(failure);
        };
    }

    private Admission answered(LeaseResponse answer, Instant now) {
        if (!answer.granted()) {
            leaseId = null;
            renewAt = null;
            var seconds = answer.retryAfterSeconds();
            return new Admission.NotNow(
                    Duration.ofSeconds(seconds == null ? RETRY_SECONDS : seconds));
        }
        leaseId = answer.leaseId();
        renewAt = now.plus(RENEW_AFTER);
        return new Admission.Granted();
    }
}
