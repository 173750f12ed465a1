package org.fieldpost.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.contract.PullChange;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.kernel.Json;

/** {@code inbound_quarantine}: changes from the hub that could not be applied, with all they said. */
public final class InboundQuarantine {
    /**
     * A change that failed.
     *
     * @param failures how many runs it failed in
     * @param quarantined given up: shown to the user, the cursor may pass
     */
    public record Entry(
            PullChange change,
            int failures,
            ErrorBody error,
            boolean quarantined,
            Instant firstFailedAt,
            Instant lastFailedAt) {
        /** Nothing is wrong with it: local work is in its way. */
        public boolean isLeft() {
            return error.code().equals(LEFT.code());
        }
    }

    private static final ErrorBody LEFT =
            new ErrorBody("FP-2108", "local work is in the way", true);

    /** Leaves {@code change} until no local work is in its way. */
    public void leave(WriteTx tx, PullChange change, Instant now) {
        recordFailure(tx, change, LEFT, now);
    }

    /** Whether anything is left because local work was in its way. */
    public boolean isAnythingLeft(ReadTx tx) {
        return isAnyWaiting(tx, LEFT.code());
    }

    /** What is left because local work was in its way. */
    public List<PullChange> left(ReadTx tx, int limit) {
        return waiting(tx, LEFT.code(), limit).stream().map(Entry::change).toList();
    }

    /** Notes a failure; returns the number of failures of this entity in a row. */
    public int recordFailure(WriteTx tx, PullChange change, ErrorBody error, Instant now) {
        var held = find(tx, change.entityType(), change.entityId());
        int failures = held.map(Entry::failures).orElse(0) + 1;
        tx.handle()
                .createUpdate(
                        """
                        MERGE INTO inbound_quarantine (entity_type, entity_id, change, failures,
                            error_code, error_message, quarantined, first_failed_at, last_failed_at)
                        KEY (entity_id, entity_type) VALUES (:type, :id, :change, :failures, :code,
                            :message, :quarantined, :first, :now)
                        """)
                .bind("type", change.entityType().word())
                .bind("id", change.entityId())
                .bind("change", Json.write(Json.tree(change)))
                .bind("failures", failures)
                .bind("code", error.code())
                .bind("message", error.message())
                .bind("quarantined", held.map(Entry::quarantined).orElse(false))
                .bind("first", Sql.time(held.map(Entry::firstFailedAt).orElse(now)))
                .bind("now", Sql.time(now))
                .execute();
        return failures;
    }

    /** Gives a change up for now: the cursor may pass it. */
    public void quarantine(WriteTx tx, EntityType type, UUID id) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE inbound_quarantine SET quarantined = TRUE
                        WHERE entity_id = :id AND entity_type = :type
                        """)
                .bind("id", id)
                .bind("type", type.word())
                .execute();
    }

    /** It was applied after all, or a person let it go. */
    public boolean release(WriteTx tx, EntityType type, UUID id) {
        return tx.handle()
                        .createUpdate(
                                """
                                DELETE FROM inbound_quarantine
                                WHERE entity_id = :id AND entity_type = :type
                                """)
                        .bind("id", id)
                        .bind("type", type.word())
                        .execute()
                == 1;
    }

    /** Forgets all: everything is sent again. */
    public void clear(WriteTx tx) {
        tx.handle().createUpdate("DELETE FROM inbound_quarantine").execute();
    }

    /** Those among {@code ids} that are here, of whatever type. */
    public Set<UUID> among(ReadTx tx, Collection<UUID> ids) {
        return Sql.among(tx, "inbound_quarantine", "entity_id", ids);
    }

    public Optional<Entry> find(ReadTx tx, EntityType type, UUID id) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT * FROM inbound_quarantine
                        WHERE entity_id = :id AND entity_type = :type
                        """)
                .bind("id", id)
                .bind("type", type.word())
                .map((row, ctx) -> entry(row))
                .findOne();
    }

    /** Everything given up, oldest first. */
    public List<Entry> quarantined(ReadTx tx, int limit) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT * FROM inbound_quarantine WHERE quarantined
                        ORDER BY first_failed_at, entity_id LIMIT :limit
                        """)
                .bind("limit", limit)
                .map((row, ctx) -> entry(row))
                .list();
    }

    /** Whether there is any {@link #waiting}. */
    public boolean isAnyWaiting(ReadTx tx, String errorCode) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT EXISTS (SELECT 1 FROM inbound_quarantine
                            WHERE NOT quarantined AND error_code = :code)
                        """)
                .bind("code", errorCode)
                .mapTo(Boolean.class)
                .one();
    }

    /** Changes noted with this reason and not given up, oldest first. */
    public List<Entry> waiting(ReadTx tx, String errorCode, int limit) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT * FROM inbound_quarantine
                        WHERE NOT quarantined AND error_code = :code
                        ORDER BY first_failed_at, entity_id LIMIT :limit
                        """)
                .bind("code", errorCode)
                .bind("limit", limit)
                .map((row, ctx) -> entry(row))
                .list();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                Json.read(Json.parse(Sql.text(row, "change")), PullChange.class),
                row.getInt("failures"),
                new ErrorBody(Sql.text(row, "error_code"), Sql.text(row, "error_message"), true),
                row.getBoolean("quarantined"),
                Sql.instant(row, "first_failed_at"),
                Sql.instant(row, "last_failed_at"));
    }
}
