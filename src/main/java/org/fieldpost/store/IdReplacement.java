package org.fieldpost.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.Relation;
import org.fieldpost.contract.RelationGraph;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.submission.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Puts the hub's id in the place of a temporary one, everywhere at once, in one transaction: the row, rows that
 * refer to it, references inside answers, commands not done, bases of merges, drafts, tombstones; then nothing here
 * holds the old id but {@code id_mappings}.
 */
public final class IdReplacement {
    private final DeviceTables tables;
    private final ChangeEvents events;

    public IdReplacement(DeviceTables tables, ChangeEvents events) {
        this.tables = tables;
        this.events = events;
    }

    /**
     * Replaces {@code oldId}; {@code idChanged} is told after the commit. A row already held under {@code newId}
     * (pulled before the answer to our push came) gives way, as it is what the hub has of ours: it becomes the
     * base.
     */
    public void replace(WriteTx tx, EntityType type, UUID oldId, UUID newId, Instant now) {
        if (oldId.equals(newId)) {
            return;
        }
        expect(tx, type, oldId, now);
        replaceRow(tx, type, oldId, newId, now);
        follow(tx, type, oldId, newId);
        renameCommands(tx, type, oldId, newId);
        tables.tombstones().replaceId(tx, type, oldId, newId);
        tables.settings()
                .enrolment(tx)
                .ifPresent(
                        e -> {
                            var owner = new IdMapping.Owner(type, e.user(), e.organization());
                            tables.idMap().follow(tx, owner, oldId, newId, now);
                            tables.idMap().markResolved(tx, e.user(), type, oldId, newId, now);
                        });
        events.afterCommit(tx, new ChangeEvent.IdChanged(type, oldId, newId));
    }

    /**
     * What refers to {@code oldId} refers to {@code newId} from now on: rows, answers, commands, drafts, sides of
     * conflicts. The row itself and its commands stay as they are.
     */
    public void follow(WriteTx tx, EntityType type, UUID oldId, UUID newId) {
        var renaming = IdRewriting.one(type, oldId, newId);
        for (var relation : RelationGraph.to(type)) {
            for (var source : referring(tx, relation, type, oldId)) {
                rewriteRow(tx, relation.source(), source, renaming);
            }
        }
        if (type == EntityType.SUBMISSIONS) {
            for (var source : tables.submissions().referringTo(tx, oldId)) {
                rewriteRow(tx, EntityType.SUBMISSIONS, source, renaming);
            }
            tables.submissions().forgetReference(tx, oldId);
            rewriteDrafts(tx, oldId, renaming);
        }
        for (var conflict : tables.conflicts().holding(tx, oldId)) {
            rewriteRow(tx, EntityType.CONFLICTS, conflict, renaming);
        }
        rewriteCommands(tx, type, oldId, renaming);
    }

    /**
     * A permanent id is replaced of a row that was not here to be offered again, a conflict's for instance: what names
     * it was not noted, as only temporary ids are.
     */
    private void expect(WriteTx tx, EntityType type, UUID oldId, Instant now) {
        var enrolment = tables.settings().enrolment(tx);
        if (enrolment.isPresent()
                && tables.idMap()
                        .findByClientId(tx, enrolment.get().user(), type, oldId)
                        .isEmpty()) {
            var again = new OfferedAgain(tables);
            again.waits(tx, enrolment.get(), type, oldId, now);
            again.noteReferences(tx);
        }
    }

    /** {@code payload} with the ids that what it refers to has now. */
    public static ObjectNode current(
            ReadTx tx, DeviceTables tables, UserId user, EntityType type, ObjectNode payload) {
        return IdRewriting.rewrite(
                type, payload, (of, id) -> tables.idMap().aliasOf(tx, user, of, id));
    }

    /**
     * What a row that never was here under its temporary id says under the hub's, to whose making the hub was asked
     * directly. The temporary id leads to it from now on.
     */
    public static ObjectNode arrived(
            WriteTx tx,
            DeviceTables tables,
            EntityType type,
            UUID askedAs,
            UUID id,
            ObjectNode payload,
            UUID mappingId,
            Instant now) {
        tables.settings()
                .enrolment(tx)
                .ifPresent(
                        e -> {
                            var map = tables.idMap();
                            if (map.findByClientId(tx, e.user(), type, askedAs).isEmpty()) {
                                map.create(
                                        tx,
                                        mappingId,
                                        e.user(),
                                        e.organization(),
                                        type,
                                        askedAs,
                                        now);
                            }
                            map.markResolved(tx, e.user(), type, askedAs, id, now);
                        });
        return IdRewriting.rewrite(type, payload, IdRewriting.one(type, askedAs, id));
    }

    private void replaceRow(WriteTx tx, EntityType type, UUID oldId, UUID newId, Instant now) {
        var rows = tables.rows(type);
        var ours = rows.find(tx, oldId);
        var theirs = rows.find(tx, newId);
        if (ours.isEmpty()) {
            return;
        }
        if (theirs.isEmpty()) {
            rows.replaceId(tx, oldId, newId);
            return;
        }
        rows.delete(tx, newId);
        rows.replaceId(tx, oldId, newId);
        var hubs = theirs.get();
        var version = hubs.rowVersion();
        if (version != null) {
            // Ours stays as local work on the hub's row; the answer to the push will say what of it
            // the hub has.
            var held = ours.get();
            rows.update(
                    tx,
                    new EntityRow(
                            type,
                            newId,
                            held.payload(),
                            version,
                            held.localRevision(),
                            held.dirty(),
                            hubs.payload(),
                            now),
                    held.localRevision());
        }
    }

    private static List<UUID> referring(
            WriteTx tx, Relation relation, EntityType target, UUID oldId) {
        var typed = relation.targetTypeField();
        return tx.handle()
                .createQuery(
                        "SELECT id FROM %s WHERE %s = :old%s"
                                .formatted(
                                        relation.source().word(),
                                        relation.field(),
                                        typed == null
                                                ? ""
                                                : " AND " + typed + " = '" + target.word() + "'"))
                .bind("old", oldId)
                .mapTo(UUID.class)
                .list();
    }

    /** Not an edit: revision, version and dirtiness stay. */
    private void rewriteRow(WriteTx tx, EntityType type, UUID id, IdRewriting.Renaming renaming) {
        var rows = tables.rows(type);
        var row = rows.find(tx, id).orElseThrow();
        rows.update(
                tx,
                new EntityRow(
                        type,
                        id,
                        IdRewriting.rewrite(type, row.payload(), renaming),
                        row.rowVersion(),
                        row.localRevision(),
                        row.dirty(),
                        rewritten(type, row.baseSnapshot(), renaming),
                        row.changedAt()),
                row.localRevision());
    }

    private void rewriteCommands(
            WriteTx tx, EntityType type, UUID oldId, IdRewriting.Renaming renaming) {
        for (var id : tables.outbox().references().to(tx, oldId)) {
            var command = tables.outbox().find(tx, id).orElseThrow();
            boolean own = command.entityType() == type && command.aggregateId().equals(oldId);
            if (!own) {
                rename(tx, command, command.aggregateId(), renaming);
            }
        }
        tables.outbox().references().forget(tx, oldId);
    }

    private void renameCommands(WriteTx tx, EntityType type, UUID oldId, UUID newId) {
        var renaming = IdRewriting.one(type, oldId, newId);
        for (var command : tables.outbox().ofEntity(tx, type, oldId)) {
            rename(tx, command, newId, renaming);
        }
    }

    private void rename(
            WriteTx tx, OutboxCommand command, UUID aggregate, IdRewriting.Renaming renaming) {
        var type = command.entityType();
        if (command.status() != OutboxStatus.COMPLETED) {
            tables.outbox()
                    .rewrite(
                            tx,
                            command.saying(
                                    aggregate,
                                    rewritten(type, command.payload(), renaming),
                                    command.baseVersion(),
                                    rewritten(type, command.baseSnapshot(), renaming)));
        }
    }

    private void rewriteDrafts(WriteTx tx, UUID oldId, IdRewriting.Renaming renaming) {
        for (var draft : tables.drafts().holding(tx, oldId)) {
            tables.drafts().save(tx, draft.renamed(renaming));
            events.afterCommit(tx, new DraftEvent.Saved(draft.id()));
        }
    }

    private static @Nullable ObjectNode rewritten(
            EntityType type, @Nullable ObjectNode payload, IdRewriting.Renaming renaming) {
        return payload == null ? null : IdRewriting.rewrite(type, payload, renaming);
    }
}
