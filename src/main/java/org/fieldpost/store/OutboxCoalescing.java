package org.fieldpost.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.SyncAction;
import org.jspecify.annotations.Nullable;

/**
 * What to send of the commands of one entity; pure. At most one command of an entity is under way at a time. Commands
 * never sent fold into one (the newest says it all, the oldest knows the base); a command ever sent is frozen,
 * because the hub may hold it, and later edits queue behind it. What is parked for a decision holds up all but what
 * {@link OfferedUnderConflict} offers, which goes before everything, by itself.
 */
public final class OutboxCoalescing {
    private OutboxCoalescing() {}

    /**
     * What to do with the commands of an entity.
     *
     * @param send the one command to send now; null when the entity must wait or nothing is left
     * @param folded commands {@code send} stands for, or that cancelled out: completed at once
     * @param rewritten {@code send} differs from what is stored
     */
    public record Decision(@Nullable OutboxCommand send, List<UUID> folded, boolean rewritten) {
        public Decision {
            folded = List.copyOf(folded);
        }

        static Decision waiting() {
            return new Decision(null, List.of(), false);
        }
    }

    /** Decides for all open commands of one entity, in any order. */
    public static Decision decide(List<OutboxCommand> ofEntity) {
        var queue =
                ofEntity.stream()
                        .filter(c -> c.status().isOpen())
                        .sorted(Comparator.comparingLong(OutboxCommand::sequence))
                        .toList();
        if (queue.isEmpty()) {
            return Decision.waiting();
        }
        if (queue.stream().anyMatch(c -> c.status() == OutboxStatus.IN_FLIGHT)) {
            return Decision.waiting();
        }
        var hubsSide = queue.stream().filter(OfferedUnderConflict::isHubsSide).findFirst();
        if (hubsSide.isPresent()) {
            return new Decision(hubsSide.get(), List.of(), false);
        }
        if (queue.stream().anyMatch(c -> c.status() == OutboxStatus.CONFLICT)) {
            return Decision.waiting();
        }
        var head = queue.getFirst();
        if (head.isFrozen()) {
            return new Decision(head, List.of(), false);
        }
        return fold(queue);
    }

    private static Decision fold(List<OutboxCommand> queue) {
        var oldest = queue.getFirst();
        var newest = queue.getLast();
        var all = queue.stream().map(OutboxCommand::id).toList();
        if (newest.action() == SyncAction.DELETE && oldest.action() == SyncAction.CREATE) {
            return new Decision(null, all, false);
        }
        if (queue.size() == 1) {
            return new Decision(oldest, List.of(), false);
        }
        // A create keeps its own id (its key); otherwise the newest command stands for all, on the
        // oldest base.
        var survivor = oldest.action() == SyncAction.CREATE ? oldest : newest;
        var action = oldest.action() == SyncAction.CREATE ? SyncAction.CREATE : newest.action();
        var folded = new ArrayList<>(all);
        folded.remove(survivor.id());
        return new Decision(
                new OutboxCommand(
                        survivor.id(),
                        survivor.sequence(),
                        survivor.entityType(),
                        survivor.aggregateId(),
                        action,
                        newest.payload(),
                        oldest.baseVersion(),
                        oldest.baseSnapshot(),
                        newest.clientVersion(),
                        survivor.status(),
                        survivor.attempts(),
                        survivor.nextAttemptAt(),
                        survivor.lastError(),
                        survivor.leaseOwner(),
                        survivor.fencingToken(),
                        survivor.createdAt(),
                        survivor.stateUpdatedAt()),
                folded,
                true);
    }
}
