package org.fieldpost.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be done next, one piece at a time: one network and one database are shared by all, so one task runs. Tasks
 * of a kind join, so that a storm of events is one piece of work. Long tasks run in slices and ask {@link #mustYield}.
 */
final class SyncScheduler {
    private final Map<Slot, SyncTask> waiting = new HashMap<>();

    /**
     * Tasks that join. Local changes keep a place of their own: they are no reason to run when nothing is to be sent,
     * every other reason is.
     */
    private record Slot(SyncTaskKind kind, boolean localChange) {
        static Slot of(SyncTask task) {
            return new Slot(task.kind(), task.trigger() == SyncTrigger.LOCAL_CHANGE);
        }
    }

    /** Adds work; joined with waiting work of its kind. */
    synchronized void submit(SyncTaskKind kind, SyncTrigger trigger, Instant notBefore) {
        var task = new SyncTask(kind, trigger, notBefore);
        waiting.merge(Slot.of(task), task, SyncTask::joinedWith);
    }

    /** Instead of all that waits of its kind, unless a person asked for that. */
    synchronized void replace(SyncTaskKind kind, SyncTrigger trigger, Instant notBefore) {
        waiting.remove(new Slot(kind, true));
        var task = new SyncTask(kind, trigger, notBefore);
        waiting.merge(Slot.of(task), task, (held, now) -> held.isAskedFor() ? held : now);
    }

    /** Work of a kind waits at most until {@code latest}: a clock set back must not put it off for days. */
    synchronized void noLaterThan(Instant latest) {
        waiting.replaceAll(
                (slot, task) ->
                        task.notBefore().isAfter(latest)
                                ? new SyncTask(task.kind(), task.trigger(), latest)
                                : task);
    }

    /** Takes the most urgent task that may start. */
    synchronized Optional<SyncTask> next(Instant now) {
        var next =
                waiting.values().stream()
                        .filter(task -> !task.notBefore().isAfter(now))
                        .min(SyncTask.URGENCY);
        next.ifPresent(task -> waiting.remove(Slot.of(task)));
        return next;
    }

    /** Whether {@code running} should stop at its next good place, because something more urgent may start. */
    synchronized boolean mustYield(SyncTask running, Instant now) {
        return waiting.values().stream()
                .anyMatch(task -> !task.notBefore().isAfter(now) && task.isMoreUrgentThan(running));
    }

    /** How long until a task may start; {@code most} when none waits. */
    synchronized Duration untilNext(Instant now, Duration most) {
        return waiting.values().stream()
                .map(task -> Duration.between(now, task.notBefore()))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
                .filter(wait -> wait.compareTo(most) < 0)
                .min(Duration::compareTo)
                .orElse(most);
    }

    /** When work of a kind may start, local changes aside, if any waits. */
    synchronized Optional<Instant> startOf(SyncTaskKind kind) {
        return Optional.ofNullable(waiting.get(new Slot(kind, false))).map(SyncTask::notBefore);
    }
}
