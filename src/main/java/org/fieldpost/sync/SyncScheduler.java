package org.fieldpost.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be done next. A task is handed out only when all it needs is free within the limits, so that as much
 * runs at once as the network and the database bear. Tasks of a kind join, so that a storm of events is one piece of
 * work. Long tasks run in slices and ask {@link #mustYield}.
 */
final class SyncScheduler {
    /** One line and one writer: one task of those that need it. */
    static final Map<SyncResource, Integer> LIMITS =
            Map.of(SyncResource.NETWORK, 1, SyncResource.DATABASE, 1);

    private final Map<Slot, SyncTask> waiting = new HashMap<>();
    private final Map<SyncResource, Integer> limits;
    private final Map<SyncResource, Integer> used = new EnumMap<>(SyncResource.class);

    SyncScheduler() {
        this(LIMITS);
    }

    /**
     * A scheduler with its own limits.
     *
     * @param limits how many running tasks may need each resource
     */
    SyncScheduler(Map<SyncResource, Integer> limits) {
        this.limits = Map.copyOf(limits);
    }

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

    /** Takes the most urgent task that may start and for which there is room; {@link #done} gives the room back. */
    synchronized Optional<SyncTask> next(Instant now) {
        var next =
                waiting.values().stream()
                        .filter(task -> !task.notBefore().isAfter(now))
                        .filter(this::hasRoom)
                        .min(SyncTask.URGENCY);
        next.ifPresent(
                task -> {
                    waiting.remove(Slot.of(task));
                    task.kind().needs().forEach(resource -> used.merge(resource, 1, Integer::sum));
                });
        return next;
    }

    private boolean hasRoom(SyncTask task) {
        return task.kind().needs().stream()
                .allMatch(
                        resource ->
                                used.getOrDefault(resource, 0) < limits.getOrDefault(resource, 0));
    }

    /** A task that was taken has ended. */
    synchronized void done(SyncTask task) {
        task.kind().needs().forEach(resource -> used.merge(resource, -1, Integer::sum));
    }

    /** Whether anything waits that the run in hand is not over without. */
    synchronized boolean runGoesOn() {
        return waiting.values().stream().anyMatch(task -> task.kind().belongsToRun());
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
