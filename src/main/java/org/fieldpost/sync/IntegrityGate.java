package org.fieldpost.sync;

import java.util.ArrayList;
import java.util.List;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.Relation;
import org.fieldpost.contract.RelationGraph;
import org.fieldpost.db.WriteTx;
import org.fieldpost.store.DeviceTables;
import org.fieldpost.store.OrphanQueries;
import org.fieldpost.store.OrphanQueries.Orphan;

/**
 * Checks, before anything commits, that what was touched refers to nothing that is missing (seed: IntegrityGate).
 * Only the touched rows are looked at, from both sides of every relation of {@link RelationGraph}.
 */
final class IntegrityGate {
    private static final System.Logger LOG = System.getLogger(IntegrityGate.class.getName());
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
        if (!optional.isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} references lead nowhere in batch {1}",
                    optional.size(),
                    context.batchId());
        }
        return optional;
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
    private boolean isAboutDeletedRow(WriteTx tx, Orphan orphan) {
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
