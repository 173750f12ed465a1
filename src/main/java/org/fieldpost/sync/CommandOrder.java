package org.fieldpost.sync;

import java.util.Comparator;
import java.util.List;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.store.OutboxCommand;

/**
 * The order of a batch: creates, then updates, then deletes; parents before children ({@code ENTITY_SYNC_ORDER}),
 * and the other way round for deletes. Pure.
 */
final class CommandOrder {
    private static final List<EntityType> ENTITY_SYNC_ORDER = List.of(EntityType.values());
    private static final Comparator<OutboxCommand> ORDER =
            Comparator.comparing(OutboxCommand::action)
                    .thenComparingInt(CommandOrder::rank)
                    .thenComparingLong(OutboxCommand::sequence);

    private CommandOrder() {}

    static List<OutboxCommand> sorted(List<OutboxCommand> commands) {
        return commands.stream().sorted(ORDER).toList();
    }

    private static int rank(OutboxCommand command) {
        int rank = ENTITY_SYNC_ORDER.indexOf(command.entityType());
        return command.action() == SyncAction.DELETE ? -rank : rank;
    }
}
