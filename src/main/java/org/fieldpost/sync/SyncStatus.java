package org.fieldpost.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How sync stands, for the status bar and the sync screen. It never says "up to date" because a request failed: {@link
 * #isUpToDate} needs a completed run after the last local change.
 *
 * @param state what it is doing
 * @param progress how far, while {@link State#RUNNING}
 * @param waiting what is not at the hub yet
 * @param lastReport the last run that ended
 * @param lastSuccessAt when the hub last answered a whole run
 * @param nextTryAt when it runs again by itself; null when only an event or a person starts it
 * @param problem why it is offline, waiting or paused
 */
public record SyncStatus(
        State state,
        @Nullable SyncProgress progress,
        Waiting waiting,
        @Nullable SyncReport lastReport,
        @Nullable Instant lastSuccessAt,
        @Nullable Instant nextTryAt,
        @Nullable SyncError problem) {

    /** What sync is doing. */
    public enum State {
        /** Not started yet, or stopped. */
        STOPPED,
        /** Nothing to do until {@code nextTryAt} or an event. */
        IDLE,
        RUNNING,
        /** The hub cannot be reached; tried again at {@code nextTryAt}. */
        OFFLINE,
        /** The hub was reached but the run failed; tried again at {@code nextTryAt}. */
        BACKING_OFF,
        /** Only a person can go on (for instance: enrol again). Everything is kept. */
        PAUSED
    }

    /**
     * What is not at the hub yet.
     *
     * @param commands saved work to send
     * @param files photos and files to send
     * @param fileBytes their bytes still to send
     * @param deadLetters refused for good: need a person
     * @param conflicts need a decision
     * @param quarantined changes from the hub this program could not take in
     */
    public record Waiting(
            long commands,
            long files,
            long fileBytes,
            long deadLetters,
            long conflicts,
            long quarantined) {
        public static final Waiting NOTHING = new Waiting(0, 0, 0, 0, 0, 0);

        /** Every saved record and every byte of every photo is at the hub. */
        public boolean isEverythingSent() {
            return commands == 0 && files == 0 && deadLetters == 0 && conflicts == 0;
        }

        public boolean needsPerson() {
            return deadLetters > 0 || conflicts > 0 || quarantined > 0;
        }
    }

    /** Whether that is why it is offline, waiting or paused. */
    public boolean isProblem(SyncErrorCode code) {
        return problem != null && problem.code() == code;
    }

    /** The "safe to leave" light: all of this laptop's work is at the hub, byte for byte. */
    public boolean isSafeToLeave() {
        return state != State.STOPPED && waiting.isEverythingSent();
    }

    /** The last run went through, and nothing has been left waiting since. */
    public boolean isUpToDate() {
        return lastReport != null
                && lastReport.outcome() == SyncReport.Outcome.COMPLETED
                && problem == null
                && waiting.isEverythingSent();
    }
}
