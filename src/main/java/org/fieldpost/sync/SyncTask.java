package org.fieldpost.sync;

import java.time.Instant;
import java.util.Comparator;

/**
 * A piece of work that waits for its turn.
 *
 * @param kind what
 * @param trigger why
 * @param notBefore when it may start
 */
record SyncTask(SyncTaskKind kind, SyncTrigger trigger, Instant notBefore) {
    /** What a person asked for goes first, then by kind. */
    static final Comparator<SyncTask> URGENCY =
            Comparator.comparing((SyncTask task) -> !task.isAskedFor())
                    .thenComparing(SyncTask::kind);

    boolean isAskedFor() {
        return trigger == SyncTrigger.USER;
    }

    boolean isMoreUrgentThan(SyncTask other) {
        return URGENCY.compare(this, other) < 0;
    }

    /** One task in place of two of the same kind: the more urgent reason, the earlier start. */
    SyncTask joinedWith(SyncTask other) {
        var reason = trigger.compareTo(other.trigger) <= 0 ? trigger : other.trigger;
        var start = notBefore.isBefore(other.notBefore) ? notBefore : other.notBefore;
        return new SyncTask(kind, reason, start);
    }
}
