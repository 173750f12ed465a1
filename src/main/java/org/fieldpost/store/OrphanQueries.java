package org.fieldpost.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.Relation;
import org.fieldpost.db.ReadTx;

/**
 * Finds references to rows that are not there, for the integrity gate: around the rows touched only. The queries
 * are built from the relation alone, never from data.
 */
public final class OrphanQueries {
    private static final int ID_CHUNK = 500;

    /** {@code source} refers by {@code relation} to {@code missing}, which does not exist. */
    public record Orphan(Relation relation, UUID source, UUID missing) {}

    /** Among the rows {@code sources} of the relation's source table, those whose target is missing. */
    public List<Orphan> ofSources(ReadTx tx, Relation relation, Collection<UUID> sources) {
        var found = new ArrayList<Orphan>();
        for (var target : targets(relation)) {
            found.addAll(run(tx, relation, buildOrphanDetectionQuery(relation, target), sources));
        }
        return found;
    }

    /** Rows that still refer to any of {@code gone}, ids of {@code target} that were replaced or deleted. */
    public List<Orphan> ofTargets(
            ReadTx tx, Relation relation, EntityType target, Collection<UUID> gone) {
        return run(tx, relation, buildTargetSideOrphanQuery(relation, target), gone);
    }

    /** In the whole table, rows whose target is missing; at most {@code limit} of each kind of target. */
    public List<Orphan> everywhere(ReadTx tx, Relation relation, int limit) {
        var found = new ArrayList<Orphan>();
        for (var target : targets(relation)) {
            found.addAll(
                    tx.handle()
                            .createQuery(
                                    """
                                    SELECT s.id AS source, s.%2$s AS missing FROM %1$s s
                                    WHERE s.%2$s IS NOT NULL%4$s
                                        AND NOT EXISTS (SELECT 1 FROM %3$s t WHERE t.id = s.%2$s)
                                    LIMIT :limit
                                    """
                                            .formatted(
                                                    relation.source().word(),
                                                    relation.field(),
                                                    target.word(),
                                                    typed(relation, target)))
                            .bind("limit", limit)
                            .map((row, ctx) -> orphan(relation, row))
                            .list());
        }
        return found;
    }

    /** The seed's query from the source side. Pure. */
    static String buildOrphanDetectionQuery(Relation relation, EntityType target) {
        return """
               SELECT s.id AS source, s.%2$s AS missing FROM %1$s s
               WHERE s.id IN (<ids>) AND s.%2$s IS NOT NULL%4$s
                   AND NOT EXISTS (SELECT 1 FROM %3$s t WHERE t.id = s.%2$s)
               """
                .formatted(
                        relation.source().word(),
                        relation.field(),
                        target.word(),
                        typed(relation, target));
    }

    /** The seed's query from the target side. Pure. */
    static String buildTargetSideOrphanQuery(Relation relation, EntityType target) {
        return """
               SELECT s.id AS source, s.%2$s AS missing FROM %1$s s
               WHERE s.%2$s IN (<ids>)%4$s
                   AND NOT EXISTS (SELECT 1 FROM %3$s t WHERE t.id = s.%2$s)
               """
                .formatted(
                        relation.source().word(),
                        relation.field(),
                        target.word(),
                        typed(relation, target));
    }

    private static String typed(Relation relation, EntityType target) {
        var field = relation.targetTypeField();
        return field == null ? "" : " AND s." + field + " = '" + target.word() + "'";
    }

    private static Set<EntityType> targets(Relation relation) {
        var target = relation.target();
        return target == null ? Set.of(EntityType.values()) : Set.of(target);
    }

    private static List<Orphan> run(
            ReadTx tx, Relation relation, String sql, Collection<UUID> ids) {
        var found = new ArrayList<Orphan>();
        var all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += ID_CHUNK) {
            found.addAll(
                    tx.handle()
                            .createQuery(sql)
                            .bindList(
                                    "ids", all.subList(from, Math.min(all.size(), from + ID_CHUNK)))
                            .map((row, ctx) -> orphan(relation, row))
                            .list());
        }
        return found;
    }

    private static Orphan orphan(Relation relation, ResultSet row) throws SQLException {
        return new Orphan(relation, Sql.uuid(row, "source"), Sql.uuid(row, "missing"));
    }

    /**
     * Answers that hold an id of nothing here. Any answer that is an id may be one; whether it is a reference, its
     * form says.
     *
     * @param form the submission's form
     * @param pointer where in the answers
     */
    public record LooseAnswer(UUID submission, UUID form, String pointer, UUID missing) {}

    /** Among the answers of these submissions, ids of submissions that are not here. */
    public List<LooseAnswer> ofAnswers(ReadTx tx, Collection<UUID> submissions) {
        return loose(
                tx,
                """
                SELECT r.submission_id, s.form_id, r.pointer, r.target_id
                FROM submission_references r JOIN submissions s ON s.id = r.submission_id
                WHERE r.submission_id IN (<ids>) AND r.pointer NOT LIKE 'base:%'
                    AND NOT EXISTS (SELECT 1 FROM submissions t WHERE t.id = r.target_id)
                """,
                submissions);
    }

    /** Answers that still hold any of {@code gone}, ids of submissions that were replaced or deleted. */
    public List<LooseAnswer> toAnswers(ReadTx tx, Collection<UUID> gone) {
        return loose(
                tx,
                """
                SELECT r.submission_id, s.form_id, r.pointer, r.target_id
                FROM submission_references r JOIN submissions s ON s.id = r.submission_id
                WHERE r.target_id IN (<ids>) AND r.pointer NOT LIKE 'base:%'
                    AND NOT EXISTS (SELECT 1 FROM submissions t WHERE t.id = r.target_id)
                """,
                gone);
    }

    private static List<LooseAnswer> loose(ReadTx tx, String sql, Collection<UUID> ids) {
        var found = new ArrayList<LooseAnswer>();
        var all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += ID_CHUNK) {
            found.addAll(
                    tx.handle()
                            .createQuery(sql)
                            .bindList(
                                    "ids", all.subList(from, Math.min(all.size(), from + ID_CHUNK)))
                            .map((row, ctx) -> answer(row))
                            .list());
        }
        return found;
    }

    private static LooseAnswer answer(ResultSet row) throws SQLException {
        return new LooseAnswer(
                Sql.uuid(row, "submission_id"),
                Sql.uuid(row, "form_id"),
                Sql.text(row, "pointer"),
                Sql.uuid(row, "target_id"));
    }

    /** Loose answers of all submissions, {@code limit} at a time. */
    public Numbered<LooseAnswer> answersAfter(ReadTx tx, long after, int limit) {
        return Numbered.of(
                tx.handle()
                        .createQuery(
                                """
                                SELECT r._ROWID_ AS number, r.submission_id, r.pointer, r.target_id,
                                    (SELECT s.form_id FROM submissions s WHERE s.id = r.submission_id) AS form_id
                                FROM submission_references r
                                WHERE r._ROWID_ > :after AND r.pointer NOT LIKE 'base:%'
                                    AND EXISTS (SELECT 1 FROM submissions s WHERE s.id = r.submission_id)
                                    AND NOT EXISTS (SELECT 1 FROM submissions t WHERE t.id = r.target_id)
                                ORDER BY r._ROWID_ LIMIT :limit
                                """)
                        .bind("after", after)
                        .bind("limit", limit)
                        .map((row, ctx) -> Map.entry(row.getLong("number"), answer(row)))
                        .list(),
                limit);
    }
}
