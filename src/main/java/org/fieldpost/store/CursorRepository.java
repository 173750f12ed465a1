package org.fieldpost.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.fieldpost.contract.CompositeCursor;
import org.fieldpost.contract.EntityCursor;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.RowSql;
import org.fieldpost.db.WriteTx;
import org.jspecify.annotations.Nullable;

/** {@code cursor_state}: how far each entity type was pulled; forward only within an epoch of the hub. */
public final class CursorRepository {
    private static final RowSql ADVANCE =
            RowSql.of(
                    """
                    MERGE INTO cursor_state (entity_type, epoch, visible_scope, last_created_at, last_id)
                    KEY (entity_type) VALUES (:type, :epoch, :scope, :at, :id)
                    """);

    /**
     * All cursors, in the epoch they were taken in; empty before the first pull. The hub's words are those of the
     * furthest.
     */
    public Optional<CompositeCursor> composite(ReadTx tx) {
        var cursors = new EnumMap<EntityType, EntityCursor>(EntityType.class);
        var epoch = new String[] {""};
        var scope = new String[] {""};
        tx.handle()
                .createQuery(
                        """
                        SELECT entity_type, epoch, visible_scope, last_created_at, last_id
                        FROM cursor_state ORDER BY last_created_at, last_id
                        """)
                .map(
                        (row, ctx) -> {
                            epoch[0] = Sql.text(row, "epoch");
                            scope[0] = Sql.text(row, "visible_scope");
                            var type = EntityType.of(Sql.text(row, "entity_type"));
                            cursors.put(type.orElseThrow(), cursor(row));
                            return epoch[0];
                        })
                .list();
        return cursors.isEmpty()
                ? Optional.empty()
                : Optional.of(new CompositeCursor(epoch[0], scope[0], cursors));
    }

    /** The cursor of one type; the start if it was never pulled. */
    public EntityCursor get(ReadTx tx, EntityType type) {
        return tx.handle()
                .createQuery("SELECT * FROM cursor_state WHERE entity_type = :type")
                .bind("type", type.word())
                .map((row, ctx) -> cursor(row))
                .findOne()
                .orElse(EntityCursor.START);
    }

    /**
     * Moves a cursor; belongs into the transaction that writes the rows it covers.
     *
     * @throws CursorBackwardError when it would go back within the epoch
     */
    public void advance(WriteTx tx, String epoch, EntityType type, EntityCursor to) {
        advance(tx, CompositeCursor.start(epoch), type, to);
    }

    /** As {@link #advance(WriteTx, CompositeCursor, Map)}, for one type. */
    public void advance(WriteTx tx, CompositeCursor page, EntityType type, EntityCursor to) {
        advance(tx, page, Map.of(type, to));
    }

    /**
     * As {@link #advance(WriteTx, String, EntityType, EntityCursor)}, for several types, within the epoch and scope of
     * {@code page}, the cursor the hub gave; what stands there already is not written again.
     */
    public void advance(WriteTx tx, CompositeCursor page, Map<EntityType, EntityCursor> to) {
        var held = held(tx, page.epoch());
        try (var rows = ADVANCE.rows(tx)) {
            to.forEach(
                    (type, cursor) -> {
                        var before = held.getOrDefault(type, Held.NONE);
                        if (cursor.compareTo(before.cursor()) < 0) {
                            throw new CursorBackwardError(type, before.cursor(), cursor);
                        }
                        var now = new Held(cursor, page.scope());
                        if (!now.equals(before)) {
                            rows.bind("type", type.word()).bind("epoch", page.epoch());
                            rows.bind("scope", page.scope());
                            rows.bind("at", cursor.lastCreatedAt()).bind("id", cursor.lastId());
                            rows.add();
                        }
                    });
            rows.execute();
        }
    }

    private static Map<EntityType, Held> held(WriteTx tx, String epoch) {
        var held = new EnumMap<EntityType, Held>(EntityType.class);
        tx.handle()
                .createQuery("SELECT * FROM cursor_state WHERE epoch = :epoch")
                .bind("epoch", epoch)
                .map(
                        (row, ctx) ->
                                held.put(
                                        EntityType.of(Sql.text(row, "entity_type")).orElseThrow(),
                                        new Held(cursor(row), Sql.text(row, "visible_scope"))))
                .list();
        return held;
    }

    /**
     * A type's cursor in an epoch.
     *
     * @param scope absent when it was never pulled
     */
    private record Held(EntityCursor cursor, @Nullable String scope) {
        private static final Held NONE = new Held(EntityCursor.START, null);
    }

    /** Forgets all cursors: a new epoch, or a resync from a snapshot. */
    public void reset(WriteTx tx) {
        tx.handle().createUpdate("DELETE FROM cursor_state").execute();
    }

    private static EntityCursor cursor(ResultSet row) throws SQLException {
        return new EntityCursor(row.getLong("last_created_at"), Sql.text(row, "last_id"));
    }

    /** A cursor was about to go backwards: a bug, or a hub that answers nonsense. */
    public static final class CursorBackwardError extends RuntimeException {
        private static final long serialVersionUID = 1;

        CursorBackwardError(EntityType type, EntityCursor held, EntityCursor offered) {
            super("cursor of %s would go back from %s to %s".formatted(type.word(), held, offered));
        }
    }
}
