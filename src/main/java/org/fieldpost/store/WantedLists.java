package org.fieldpost.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.form.ChoiceSource;
import org.fieldpost.kernel.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * {@code form_lists}: the choice lists the forms here need, and which of them are still to be fetched. A form's
 * needs are noted by the transaction that brings the form, so that it is never offered without its lists.
 */
public final class WantedLists {
    /**
     * A list that is not here yet.
     *
     * @param sha256 hash of its file; null when it does not travel with the form, so that it never comes by itself
     * @param attempts how often fetching it failed
     * @param lastError why, in the hub's words or ours
     */
    public record Wanted(
            UUID form,
            String list,
            @Nullable Sha256 sha256,
            int attempts,
            @Nullable String lastError) {}

    /** The form {@code form} names these lists; those noted already with the same bytes stay as they are. */
    void named(WriteTx tx, UUID form, Iterable<ChoiceSource> sources) {
        var held = new HashMap<String, @Nullable String>();
        tx.handle()
                .createQuery("SELECT list, sha256 FROM form_lists WHERE form_id = :form")
                .bind("form", form)
                .map((row, ctx) -> held.put(Sql.text(row, "list"), hashOf(row)))
                .list();
        for (var source : sources) {
            var hash = source.sha256() == null ? "" : source.sha256().hex();
            var before = held.remove(source.name());
            if (hash.equals(before)) {
                continue;
            }
            tx.handle()
                    .createUpdate(
                            """
                            MERGE INTO form_lists (form_id, list, sha256, state, attempts)
                            KEY (form_id, list) VALUES (:form, :list, :hash, 'WANTED', 0)
                            """)
                    .bind("form", form)
                    .bind("list", source.name())
                    .bind("hash", hash.isEmpty() ? null : hash)
                    .execute();
        }
        for (var gone : held.keySet()) {
            tx.handle()
                    .createUpdate("DELETE FROM form_lists WHERE form_id = :form AND list = :list")
                    .bind("form", form)
                    .bind("list", gone)
                    .execute();
        }
    }

    private static String hashOf(ResultSet row) throws SQLException {
        var hash = row.getString("sha256");
        return hash == null ? "" : hash;
    }

    /** The lists of this form are part of the program. */
    public void comesWithProgram(WriteTx tx, UUID form) {
        tx.handle()
                .createUpdate("UPDATE form_lists SET state = 'READY' WHERE form_id = :form")
                .bind("form", form)
                .execute();
    }

    /** What may be fetched now, least tried first. */
    public List<Wanted> due(ReadTx tx, Instant now, int limit) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT * FROM form_lists WHERE state = 'WANTED' AND sha256 IS NOT NULL
                            AND (next_attempt_at IS NULL OR next_attempt_at <= :now)
                        ORDER BY attempts, form_id, list LIMIT :limit
                        """)
                .bind("now", Sql.time(now))
                .bind("limit", limit)
                .map((row, ctx) -> wanted(row))
                .list();
    }

    /** Whether any list is not here, for whatever reason. */
    public boolean isAnyMissing(ReadTx tx) {
        return tx.handle()
                .createQuery("SELECT EXISTS (SELECT 1 FROM form_lists WHERE state <> 'READY')")
                .mapTo(Boolean.class)
                .one();
    }

    /** How many are still to be fetched. */
    public int waiting(ReadTx tx) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT count(*) FROM form_lists
                        WHERE state = 'WANTED' AND sha256 IS NOT NULL
                        """)
                .mapTo(Integer.class)
                .one();
    }

    /** The lists {@code form} still lacks. */
    public List<Wanted> missing(ReadTx tx, UUID form) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT * FROM form_lists WHERE form_id = :form AND state <> 'READY'
                        ORDER BY list
                        """)
                .bind("form", form)
                .map((row, ctx) -> wanted(row))
                .list();
    }

    /** The list is here, whole; unless the form wants another one by now. */
    public void ready(WriteTx tx, Wanted list) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE form_lists SET state = 'READY', next_attempt_at = NULL, last_error = NULL
                        WHERE form_id = :form AND list = :list AND sha256 = :hash
                        """)
                .bindMap(names(list))
                .execute();
    }

    /** It could not be had; it is tried again from {@code next} on, or when a person asks if that is null. */
    public void failed(WriteTx tx, Wanted list, String error, @Nullable Instant next) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE form_lists SET attempts = attempts + 1, last_error = :error,
                            next_attempt_at = :next, state = :state
                        WHERE form_id = :form AND list = :list AND sha256 = :hash AND state = 'WANTED'
                        """)
                .bindMap(names(list))
                .bind("error", error)
                .bind("next", Sql.timeOrNull(next))
                .bind("state", next == null ? "BROKEN" : "WANTED")
                .execute();
    }

    private static Map<String, @Nullable Object> names(Wanted list) {
        var names = new HashMap<String, @Nullable Object>();
        names.put("form", list.form());
        names.put("list", list.list());
        names.put("hash", list.sha256() == null ? null : list.sha256().hex());
        return names;
    }

    /** A person asked: everything that is not here may be tried at once. */
    public void retryNow(WriteTx tx, Instant now) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE form_lists SET state = 'WANTED', next_attempt_at = :now
                        WHERE state <> 'READY'
                        """)
                .bind("now", Sql.time(now))
                .execute();
    }

    /** No clock may put a try off beyond {@code latest}. */
    public void noLaterThan(WriteTx tx, Instant latest) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE form_lists SET next_attempt_at = :latest
                        WHERE state = 'WANTED' AND next_attempt_at > :latest
                        """)
                .bind("latest", Sql.time(latest))
                .execute();
    }

    void forget(WriteTx tx, UUID form) {
        for (var table : List.of("form_lists", "choice_lists")) {
            tx.handle()
                    .createUpdate("DELETE FROM " + table + " WHERE form_id = :form")
                    .bind("form", form)
                    .execute();
        }
    }

    void replaceForm(WriteTx tx, UUID oldId, UUID newId) {
        for (var table : List.of("form_lists", "choice_lists")) {
            tx.handle()
                    .createUpdate("UPDATE " + table + " SET form_id = :new WHERE form_id = :old")
                    .bind("new", newId)
                    .bind("old", oldId)
                    .execute();
        }
    }

    private static Wanted wanted(ResultSet row) throws SQLException {
        var hash = row.getString("sha256");
        return new Wanted(
                Sql.uuid(row, "form_id"),
                Sql.text(row, "list"),
                hash == null ? null : new Sha256(hash),
                row.getInt("attempts"),
                row.getString("last_error"));
    }
}
