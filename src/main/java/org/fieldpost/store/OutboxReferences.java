package org.fieldpost.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.jspecify.annotations.Nullable;

/**
 * {@code outbox_references}: temporary ids in what commands say. Only ids that will be replaced one day are noted:
 * those with a mapping not resolved yet.
 */
final class OutboxReferences {
    void note(
            WriteTx tx,
            UUID command,
            EntityType type,
            @Nullable ObjectNode payload,
            @Nullable ObjectNode baseSnapshot) {
        tx.handle()
                .createUpdate("DELETE FROM outbox_references WHERE command_id = :id")
                .bind("id", command)
                .execute();
        var ids = IdRewriting.ids(type, payload);
        ids.addAll(IdRewriting.ids(type, baseSnapshot));
        if (!ids.isEmpty()) {
            tx.handle()
                    .createUpdate(
                            """
                            INSERT INTO outbox_references (command_id, target_id)
                            SELECT DISTINCT CAST(:command AS UUID), client_id FROM id_mappings
                            WHERE client_id IN (<ids>) AND status <> 'resolved'
                            """)
                    .bind("command", command)
                    .bindList("ids", List.copyOf(ids))
                    .execute();
        }
    }

    /** Commands that hold a temporary id. */
    List<UUID> to(ReadTx tx, UUID target) {
        return tx.handle()
                .createQuery("SELECT command_id FROM outbox_references WHERE target_id = :target")
                .bind("target", target)
                .mapTo(UUID.class)
                .list();
    }

    void forget(WriteTx tx, UUID target) {
        tx.handle()
                .createUpdate("DELETE FROM outbox_references WHERE target_id = :target")
                .bind("target", target)
                .execute();
    }
}
