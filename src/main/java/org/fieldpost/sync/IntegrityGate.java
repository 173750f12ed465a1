package org.fieldpost.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fieldpost.contract.DataReference;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.Relation;
import org.fieldpost.contract.RelationGraph;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.store.DeviceTables;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.OrphanQueries;
import org.fieldpost.store.OrphanQueries.LooseAnswer;
import org.fieldpost.store.OrphanQueries.Orphan;

/**
 * Checks, before anything commits, that what was touched refers to nothing that is missing (seed: IntegrityGate).
 * Only the touched rows are looked at, from both sides of every relation of {@link RelationGraph}.
 */
final class IntegrityGate {
    private static final System.Logger LOG = System.getLogger(IntegrityGate.class.getName());
    private static final Optional<EntityRow> NOBODY = Optional.empty();
    private final DeviceTables tables;
    private final OrphanQueries queries = new OrphanQueries();
    private final boolean failFast;

    /** Fails fast, as in production. */
    IntegrityGate(DeviceTables tables) {
        this(tables, true);
    }

    IntegrityGate(DeviceTables tables, boolean failFast) {
        this.tables = tables;
        this.failFast = failFast;
    }

    /** Required references that lead nowhere; the transaction must roll back. */
    static final class IntegrityViolationError extends RuntimeException {
        private static final long serialVersionUID = 1;

        IntegrityViolationError(List<Orphan> orphans) {
            super(describe(orphans));
        }

        private static String describe(List<Orphan> orphans) {
            var first = orphans.getFirst();
            return "%d required references lead nowhere, the first: %s %s, %s = %s"
                    .formatted(
                            orphans.size(),
                            first.relation().source().word(),
                            first.source(),
                            first.relation().field(),
                            first.missing());
        }
    }

    /** The check could not run: whether the rows are sound is not known. */
    static final class IntegrityCheckExecutionError extends RuntimeException {
        private static final long serialVersionUID = 1;

        IntegrityCheckExecutionError(Relation relation, RuntimeException cause) {
            super("cannot check " + relation.source().word() + "." + relation.field(), cause);
        }
    }

    /**
     * Checks what the context says was touched.
     *
     * @return violations that are only worth a warning
     * @throws IntegrityViolationError a required reference leads nowhere (and failing fast is on)
     * @throws IntegrityCheckExecutionError the check could not run
     */
    List<Orphan> check(WriteTx tx, SyncBatchContext context) {
        var required = new ArrayList<Orphan>();
        var optional = new ArrayList<Orphan>();
        for (var relation : RelationGraph.RELATION_GRAPH) {
            for (var orphan : orphans(tx, context, relation)) {
                (relation.required() ? required : optional).add(orphan);
            }
        }
        if (!required.isEmpty() && failFast) {
            throw new IntegrityViolationError(required);
        }
        optional.addAll(required);
        optional.addAll(inAnswers(tx, context));
        optional.forEach(orphan -> context.loose().add(reference(tx, orphan, context.loose())));
        if (!optional.isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} references lead nowhere in batch {1}",
                    optional.size(),
                    context.batchId());
        }
        return optional;
    }

    private LooseReference reference(WriteTx tx, Orphan orphan, LooseReferences found) {
        var relation = orphan.relation();
        var type = relation.source();
        var row = found.isRoom() ? tables.rows(type).find(tx, orphan.source()) : NOBODY;
        return new LooseReference(
                type,
                row.filter(held -> held.rowVersion() != null).map(EntityRow::id).orElse(null),
                row.map(held -> held.payload().at("/metadata/summary").asText("")).orElse(""),
                relation.field(),
                orphan.missing(),
                relation.required());
    }

    /**
     * References inside answers, as the forms declare them. They are never more than a warning, also where the form
     * demands the answer: what one person may see may refer to what they may not, and a submission others refer to
     * may be deleted at the hub. A page that is right as the hub has it must not be refused for ever.
     */
    private List<Orphan> inAnswers(WriteTx tx, SyncBatchContext context) {
        try {
            var loose =
                    new LinkedHashSet<>(
                            queries.ofAnswers(tx, context.touchedSources(EntityType.SUBMISSIONS)));
            loose.addAll(queries.toAnswers(tx, context.touchedTargets(EntityType.SUBMISSIONS)));
            return declared(tx, loose);
        } catch (RuntimeException e) {
            throw new IntegrityCheckExecutionError(relation("", new DataReference("", false)), e);
        }
    }

    /** Those of these answers that are references, as the forms declare them. */
    List<Orphan> declared(ReadTx tx, Collection<LooseAnswer> answers) {
        var schemas = new HashMap<UUID, JsonNode>();
        var found = new ArrayList<Orphan>();
        for (var answer : answers) {
            var schema = schemas.computeIfAbsent(answer.form(), form -> schema(tx, form));
            DataReference.at(schema, answer.pointer())
                    .ifPresent(
                            reference ->
                                    found.add(
                                            new Orphan(
                                                    relation(answer.pointer(), reference),
                                                    answer.submission(),
                                                    answer.missing())));
        }
        return found;
    }

    private static Relation relation(String pointer, DataReference reference) {
        return new Relation(
                EntityType.SUBMISSIONS,
                "data" + pointer,
                EntityType.SUBMISSIONS,
                null,
                reference.required());
    }

    private JsonNode schema(ReadTx tx, UUID form) {
        return tables.forms()
                .find(tx, form)
                .<JsonNode>map(row -> row.payload().path("schema"))
                .map(
                        document ->
                                document.path("schema").isObject()
                                        ? document.path("schema")
                                        : document)
                .orElse(MissingNode.getInstance());
    }

    private List<Orphan> orphans(WriteTx tx, SyncBatchContext context, Relation relation) {
        try {
            var found = new ArrayList<Orphan>();
            var sources = context.touchedSources(relation.source());
            if (!sources.isEmpty()) {
                found.addAll(queries.ofSources(tx, relation, sources));
            }
            for (var target : EntityType.values()) {
                boolean mayPoint = relation.target() == null || relation.target() == target;
                var gone = context.touchedTargets(target);
                if (mayPoint && !gone.isEmpty()) {
                    found.addAll(queries.ofTargets(tx, relation, target, gone));
                }
            }
            found.removeIf(orphan -> isAboutDeletedRow(tx, orphan));
            return found;
        } catch (RuntimeException e) {
            throw new IntegrityCheckExecutionError(relation, e);
        }
    }

    /** A conflict may well be about a row that was deleted: the tombstone is what it refers to. */
    boolean isAboutDeletedRow(ReadTx tx, Orphan orphan) {
        if (orphan.relation().source() != EntityType.CONFLICTS) {
            return false;
        }
        for (var type : EntityType.values()) {
            if (tables.tombstones().find(tx, type, orphan.missing()).isPresent()) {
                return true;
            }
        }
        return false;
    }
}
