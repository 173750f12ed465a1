package org.fieldpost.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.RelationGraph;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.jspecify.annotations.Nullable;

/**
 * {@code snapshot_state} and {@code snapshot_marks}: how far a snapshot has come, and which rows it brought, so that it
 * goes on after a crash and what it did not bring can go. A row with work of ours in it, or that such a row cannot be
 * without, never goes this way: it is left, and goes once nothing holds it any more.
 */
public final class Snapshots {
    /** Where a snapshot stands. */
    public enum Phase {
        NONE,
        /** Its pages are being taken in. */
        WALKING,
        /** All pages are in; rows none of them brought are being removed. */
        SWEEPING
    }

    /** Where the snapshot stands. */
    public Phase phase(ReadTx tx) {
        return tx.handle()
                .createQuery("SELECT phase FROM snapshot_state WHERE id = 1")
                .map((row, ctx) -> Phase.valueOf(row.getString(1)))
                .one();
    }

    /**
     * Whether a row is yet to come in a snapshot taken since the hub has another history than this laptop: until then
     * its version is of a history that is lost, and may be another state now.
     */
    public boolean isAwaited(ReadTx tx, EntityType type, UUID id) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT EXISTS (SELECT 1 FROM snapshot_state s, sync_state y
                            WHERE s.id = 1 AND y.id = 1 AND s.phase = 'WALKING' AND y.resync_needed
                                AND NOT EXISTS (SELECT 1 FROM snapshot_marks m
                                    WHERE m.entity_id = :id AND m.entity_type = :type AND m.seen))
                        """)
                .bind("id", id)
                .bind("type", type.word())
                .mapTo(Boolean.class)
                .one();
    }

    /** The page to ask for next; null for the first. */
    public @Nullable String nextPage(ReadTx tx) {
        return tx.handle()
                .createQuery("SELECT next_page FROM snapshot_state WHERE id = 1")
                .map((row, ctx) -> Optional.ofNullable(row.getString(1)))
                .one()
                .orElse(null);
    }

    /**
     * Whether one is under way since the hub has another history than this laptop: what it has from before may be lost
     * there.
     */
    public boolean isOfAnotherHistory(ReadTx tx) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT s.phase = 'WALKING' AND y.resync_needed FROM snapshot_state s, sync_state y
                        WHERE s.id = 1 AND y.id = 1
                        """)
                .mapTo(Boolean.class)
                .one();
    }

    /** Where this laptop was in the hub's history when a snapshot was begun that is under way; null if nowhere. */
    public @Nullable String place(ReadTx tx) {
        return tx.handle()
                .createQuery("SELECT place FROM snapshot_state WHERE id = 1")
                .map((row, ctx) -> Optional.ofNullable(row.getString(1)))
                .one()
                .orElse(null);
    }

    /**
     * Begins a snapshot; one that was running is forgotten.
     *
     * @param place where this laptop is in the hub's history, since the cursors are given up; null if nowhere
     */
    public void begin(WriteTx tx, @Nullable String place) {
        tx.handle().createUpdate("DELETE FROM snapshot_marks").execute();
        tx.handle()
                .createUpdate(
                        """
                        UPDATE snapshot_state SET phase = 'WALKING', next_page = NULL, place = :place
                        WHERE id = 1
                        """)
                .bind("place", place)
                .execute();
    }

    /** A page is taken in: its rows are marked, and {@code next} is asked for next. */
    public void took(WriteTx tx, Collection<PullChange> changes, String next) {
        var marks =
                tx.handle()
                        .prepareBatch(
                                """
                                MERGE INTO snapshot_marks (entity_type, entity_id, seen)
                                KEY (entity_id, entity_type) VALUES (:type, :id, TRUE)
                                """);
        for (var change : changes) {
            if (change.action() != SyncAction.DELETE) {
                marks.bind("type", change.entityType().word()).bind("id", change.entityId()).add();
            }
        }
        if (marks.size() > 0) {
            marks.execute();
        }
        move(tx, Phase.WALKING, next);
    }

    /** All pages are taken in, and the cursors stand where the last one ended. */
    public void sweep(WriteTx tx) {
        move(tx, Phase.SWEEPING, null);
        tx.handle().createUpdate("UPDATE snapshot_state SET place = NULL WHERE id = 1").execute();
    }

    /** The sweep is over: of the marks, only rows that could not go stay. */
    public void end(WriteTx tx) {
        for (var type : EntityType.values()) {
            tx.handle()
                    .createUpdate(
                            """
                            INSERT INTO snapshot_marks (entity_type, entity_id, seen)
                            SELECT :type, s.id, FALSE FROM %s s
                            WHERE s.row_version IS NOT NULL AND NOT EXISTS (SELECT 1 FROM snapshot_marks m
                                WHERE m.entity_id = s.id AND m.entity_type = :type)
                            """
                                    .formatted(type.word()))
                    .bind("type", type.word())
                    .execute();
        }
        tx.handle().createUpdate("DELETE FROM snapshot_marks WHERE seen").execute();
        move(tx, Phase.NONE, null);
    }

    private static void move(WriteTx tx, Phase phase, @Nullable String next) {
        tx.handle()
                .createUpdate(
                        "UPDATE snapshot_state SET phase = :phase, next_page = :next WHERE id = 1")
                .bind("phase", phase.name())
                .bind("next", next)
                .execute();
    }

    /** Rows of {@code type} after {@code after} that no page brought and nothing holds, by id. */
    public List<UUID> unseen(ReadTx tx, EntityType type, @Nullable UUID after, int limit) {
        return removable(
                tx,
                type,
                type.word() + " s",
                """
                NOT EXISTS (SELECT 1 FROM snapshot_marks m
                    WHERE m.entity_id = s.id AND m.entity_type = :type)\
                """,
                after,
                limit);
    }

    /** Rows of {@code type} that were left by a sweep and that nothing holds any more. */
    public List<UUID> free(ReadTx tx, EntityType type, int limit) {
        return removable(
                tx,
                type,
                "snapshot_marks m JOIN %s s ON s.id = m.entity_id".formatted(type.word()),
                "m.entity_type = :type AND NOT m.seen",
                null,
                limit);
    }

    private static List<UUID> removable(
            ReadTx tx,
            EntityType type,
            String from,
            String which,
            @Nullable UUID after,
            int limit) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT s.id FROM %s
                        WHERE NOT s.dirty AND s.row_version IS NOT NULL AND s.id > :after AND %s%s
                            AND NOT EXISTS (SELECT 1 FROM outbox_events o WHERE o.aggregate_id = s.id
                                AND o.entity_type = :type AND o.status <> 'COMPLETED')
                        ORDER BY s.id LIMIT :limit
                        """
                                .formatted(from, which, held(type)))
                .bind("type", type.word())
                .bind("after", after == null ? new UUID(0, 0) : after)
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list();
    }

    /** What keeps a row besides its own work: rows that require it, drafts about it, a file still to be sent. */
    private static String held(EntityType type) {
        var sql = new StringBuilder();
        for (var relation : RelationGraph.to(type)) {
            if (relation.required()) {
                sql.append(
                        " AND NOT EXISTS (SELECT 1 FROM %s r WHERE r.%s = s.id%s)"
                                .formatted(
                                        relation.source().word(),
                                        relation.field(),
                                        relation.targetTypeField() == null
                                                ? ""
                                                : " AND r.%s = '%s'"
                                                        .formatted(
                                                                relation.targetTypeField(),
                                                                type.word())));
            }
        }
        if (type == EntityType.SUBMISSIONS) {
            sql.append(
                    """
                     AND NOT EXISTS (SELECT 1 FROM drafts d WHERE d.based_on = s.id)
                     AND NOT EXISTS (SELECT 1 FROM drafts d WHERE d.parent_id = s.id)\
                    """);
        }
        if (type == EntityType.MOBILE_FORMS) {
            sql.append(" AND NOT EXISTS (SELECT 1 FROM drafts d WHERE d.form_id = s.id)");
        }
        if (type == EntityType.SUBMISSION_MEDIA) {
            sql.append(
                    """
                     AND NOT EXISTS (SELECT 1 FROM media_uploads u
                         WHERE u.media_id = s.id AND u.state <> 'DONE')\
                    """);
        }
        return sql.toString();
    }

    /** How many rows a sweep had to leave. */
    public long left(ReadTx tx) {
        return tx.handle()
                .createQuery("SELECT count(*) FROM snapshot_marks WHERE NOT seen")
                .mapTo(Long.class)
                .one();
    }

    /** The hub sent these again, so they are its rows like any other. */
    public void broughtBack(WriteTx tx, Collection<PullChange> changes) {
        if (left(tx) == 0) {
            return;
        }
        for (var change : changes) {
            if (change.action() != SyncAction.DELETE) {
                forget(tx, change.entityType(), change.entityId());
            }
        }
    }

    /** A row that was left has gone. */
    public void forget(WriteTx tx, EntityType type, UUID id) {
        tx.handle()
                .createUpdate(
                        """
                        DELETE FROM snapshot_marks
                        WHERE entity_id = :id AND entity_type = :type AND NOT seen
                        """)
                .bind("id", id)
                .bind("type", type.word())
                .execute();
    }
}
