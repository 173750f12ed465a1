package org.fieldpost.sync;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * One sync run from beginning to end; kept in the sync journal.
 *
 * @param id the run
 * @param integrity references that lead nowhere, in what was taken in
 * @param errors what went wrong, at most {@value #ERRORS_MAX}, the gravest first
 */
public record SyncReport(
        UUID id,
        SyncTrigger trigger,
        Instant startedAt,
        Instant endedAt,
        Outcome outcome,
        PushReport push,
        PullReport pull,
        MediaReport media,
        IntegrityReport integrity,
        List<SyncError> errors) {
    public static final int ERRORS_MAX = 20;

    public SyncReport {
        // A run kept by an older program says nothing of it.
        integrity = Objects.requireNonNullElse(integrity, IntegrityReport.NONE);
        errors = List.copyOf(errors);
    }

    /** Whether anything went to the hub or came from it, or failed on the way. */
    boolean hasMoved() {
        boolean pulled =
                pull.applied()
                                + pull.merged()
                                + pull.unchanged()
                                + pull.failed()
                                + pull.quarantined()
                        > 0;
        return pulled || !push.equals(PushReport.NONE) || outcome != Outcome.COMPLETED;
    }

    /** How a run ended. */
    public enum Outcome {
        /** Everything that could be sent is at the hub, and everything the hub has is here. */
        COMPLETED,
        /** It went through, but something waits, failed or needs a person. */
        PARTIAL,
        /** It broke off: no hub, no permission, or a fault. Nothing was lost. */
        FAILED
    }
}
