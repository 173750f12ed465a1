package org.fieldpost.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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

    /** A command that is due, with the length of its payload. */
    private record Due(long chars, OutboxCommand command) {
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
            after = due.getLast().command().sequence();
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
        var due = new ArrayList<>(due(tx, OutboxStatus.PENDING, now, after));
        due.addAll(due(tx, OutboxStatus.FAILED, now, after));
        due.sort(Comparator.comparingLong(entry -> entry.command().sequence()));
        return due.size() > SCAN ? due.subList(0, SCAN) : due;
    }

    /** Of one status, so that the index of statuses gives them in their order. */
    private static List<Due> due(ReadTx tx, OutboxStatus status, Instant now, long after) {
        return tx.handle()
                .createQuery(
                        OutboxRow.SELECT
                                + """
                                WHERE o.status = :status AND o.sequence > :after AND o.next_attempt_at <= :now
                                ORDER BY o.status, o.sequence LIMIT :limit
                                """)
                .bind("status", status.name())
                .bind("after", after)
                .bind("now", Sql.time(now))
                .bind("limit", SCAN)
                .map((row, ctx) -> new Due(row.getLong("payload_chars"), OutboxRow.command(row)))
                .list();
    }

    /** Entities with more than one command not done. */
    private static Set<UUID> crowded(ReadTx tx, List<Due> due) {
        return new HashSet<>(
                tx.handle()
                        .createQuery(
                                """
                                SELECT o.aggregate_id FROM UNNEST(:ids) t(id)
                                    JOIN outbox_events o ON o.aggregate_id = t.id
                                WHERE o.status <> 'COMPLETED'
                                GROUP BY o.aggregate_id HAVING count(*) > 1
                                """)
                        .bind(
                                "ids",
                                due.stream()
                                        .map(d -> d.command().aggregateId())
                                        .distinct()
                                        .toArray(UUID[]::new))
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
