package org.fieldpost.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.fieldpost.db.WriteTx;
import org.jspecify.annotations.Nullable;

/**
 * {@code outbox_payloads}: what commands say, apart from how they stand, so that it is written once and not again for
 * each sending and answer. They go with their commands.
 */
final class OutboxPayloads {
    /** What a command that was just added says. */
    void add(WriteTx tx, UUID command, @Nullable String payload, @Nullable ObjectNode base) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO outbox_payloads (sequence, payload, base_snapshot)
                        SELECT sequence, CAST(:payload AS VARCHAR), CAST(:base AS VARCHAR)
                        FROM outbox_events WHERE id = :command
                        """)
                .bind("command", command)
                .bind("payload", payload)
                .bind("base", Sql.textOf(base))
                .execute();
    }

    void replace(WriteTx tx, long sequence, @Nullable String payload, @Nullable ObjectNode base) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE outbox_payloads SET payload = :payload, base_snapshot = :base
                        WHERE sequence = :sequence
                        """)
                .bind("sequence", sequence)
                .bind("payload", payload)
                .bind("base", Sql.textOf(base))
                .execute();
    }
}
