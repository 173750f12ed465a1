package org.fieldpost.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.jspecify.annotations.Nullable;

/** The front of the outbox: what is due, one command of an entity, in the order it was enqueued. */
final class OutboxQueue {
    private static final int SCAN = 500;
    private final OutboxRepository outbox;

    OutboxQueue(OutboxRepository outbox) {
        this.outbox = outbox;
    }

    /** A command that is due, with its place and the length of its payload. */
    private record Due(long position, long chars, OutboxCommand command) {
        String entity() {
            return command.entityType().word() + command.aggregateId();
        }
    }

    List<OutboxCommand> next(WriteTx tx, Instant now, int limit, long payloadCharsMax) {
        var batch = new ArrayList<OutboxCommand>();
        var seen = new HashSet<String>();
        long chars = 0;
        long after = -1;
        while (batch.size() < limit) {
            var due = due(tx, now, after);
            if (due.isEmpty()) {
                return batch;
            }
            after = due.getLast().position();
            var crowded = crowded(tx, due);
            for (var entry : due) {
                if (!seen.add(entry.entity())) {
                    continue;
                }
                var send =
                        crowded.contains(entry.command().aggregateId())
                                ? folded(tx, entry.command(), now)
                                : entry.command();
                if (send == null || send.nextAttemptAt().isAfter(now)) {
                    continue;
                }
                long size =
                        crowded.contains(send.aggregateId())
                                ? OutboxRepository.charsOf(send.payload())
                                : entry.chars();
                if (!batch.isEmpty() && chars + size > payloadCharsMax) {
                    return batch;
                }
                chars += size;
                batch.add(send);
                if (batch.size() == limit) {
                    return batch;
                }
            }
        }
        return batch;
    }

    private static List<Due> due(ReadTx tx, Instant now, long after) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT * FROM outbox_events
                        WHERE queue_position > :after AND next_attempt_at <= :now
                        ORDER BY queue_position LIMIT :limit
                        """)
                .bind("after", after)
                .bind("now", Sql.time(now))
                .bind("limit", SCAN)
                .map(
                        (row, ctx) ->
                                new Due(
                                        row.getLong("queue_position"),
                                        row.getLong("payload_chars"),
                                        OutboxRow.command(row)))
                .list();
    }

    /** Entities with more than one command not done. */
    private static Set<UUID> crowded(ReadTx tx, List<Due> due) {
        return new HashSet<>(
                tx.handle()
                        .createQuery(
                                """
                                SELECT aggregate_id FROM outbox_events
                                WHERE aggregate_id IN (<ids>) AND status <> 'COMPLETED'
                                GROUP BY aggregate_id HAVING count(*) > 1
                                """)
                        .bindList(
                                "ids",
                                due.stream()
                                        .map(d -> d.command().aggregateId())
                                        .distinct()
                                        .toList())
                        .mapTo(UUID.class)
                        .list());
    }

    /** What to send for an entity with several commands; what it stands for is completed at once. */
    private @Nullable OutboxCommand folded(WriteTx tx, OutboxCommand due, Instant now) {
        var decision =
                OutboxCoalescing.decide(outbox.ofEntity(tx, due.entityType(), due.aggregateId()));
        outbox.completeFolded(tx, decision.folded(), now);
        var send = decision.send();
        if (send != null && decision.rewritten()) {
            outbox.rewrite(tx, send);
        }
        return send;
    }
}
