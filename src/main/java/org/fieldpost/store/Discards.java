package org.fieldpost.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.jspecify.annotations.Nullable;

/** Dead letters given up by a person: the entity is again as the hub has it, and nothing of ours waits any more. */
final class Discards {
    /** No row has it. */
    private static final long LOST = 0;

    private final DeviceTables tables;
    private final ChangeEvents events;

    Discards(DeviceTables tables, ChangeEvents events) {
        this.tables = tables;
        this.events = events;
    }

    /** Why {@code command} cannot be discarded; null when it can. */
    static @Nullable String refusal(ReadTx tx, DeviceTables tables, OutboxCommand command) {
        if (command.status() != OutboxStatus.DEAD_LETTER) {
            return "it is no dead letter any more";
        }
        return undecided(tx, tables, command, false);
    }

    /**
     * Why it cannot be discarded, whatever its status.
     *
     * @param replaying the disk may have what was on its way then; that was over when it was discarded
     */
    private static @Nullable String undecided(
            ReadTx tx, DeviceTables tables, OutboxCommand command, boolean replaying) {
        if (command.entityType() == EntityType.CONFLICTS) {
            return "it is a decision, which others wait for";
        }
        boolean unknown =
                tables.rows(command.entityType())
                        .find(tx, command.aggregateId())
                        .filter(row -> row.rowVersion() != null && row.baseSnapshot() == null)
                        .isPresent();
        if (unknown) {
            return "the hub's version of it is not known here";
        }
        for (var other :
                tables.outbox().ofEntity(tx, command.entityType(), command.aggregateId())) {
            if (other.status() == OutboxStatus.CONFLICT) {
                return "a conflict about it has to be decided first";
            }
            if (!replaying && other.status() == OutboxStatus.IN_FLIGHT) {
                return "a change to it is on its way";
            }
        }
        return null;
    }

    static DeadLetters.Fate fate(ReadTx tx, DeviceTables tables, OutboxCommand command) {
        var held = tables.rows(command.entityType()).find(tx, command.aggregateId());
        if (held.isEmpty()) {
            return command.action() == SyncAction.CREATE
                    ? DeadLetters.Fate.GONE
                    : DeadLetters.Fate.BACK;
        }
        return held.get().rowVersion() == null ? DeadLetters.Fate.GONE : DeadLetters.Fate.REVERTED;
    }

    /** Done twice it is done once. In a replay, what was dead is a command like any other again. */
    void discard(WriteTx tx, Mutation.DiscardDeadLetter m, boolean replaying) {
        var command = tables.outbox().find(tx, m.commandId()).orElse(null);
        if (command == null || command.status() == OutboxStatus.COMPLETED) {
            return;
        }
        var refusal =
                replaying ? undecided(tx, tables, command, true) : refusal(tx, tables, command);
        if (refusal != null) {
            throw new IllegalStateException(
                    "command %s cannot be discarded: %s".formatted(command.id(), refusal));
        }
        var type = command.entityType();
        var id = command.aggregateId();
        switch (fate(tx, tables, command)) {
            case GONE -> {
                if (type == EntityType.SUBMISSIONS) {
                    for (var photo : tables.media().ofSubmission(tx, id)) {
                        remove(tx, EntityType.SUBMISSION_MEDIA, photo.id(), m.at());
                    }
                }
                remove(tx, type, id, m.at());
            }
            case REVERTED -> revert(tx, type, id, m.at());
            case BACK -> bringBack(tx, command, m.at());
        }
    }

    private void remove(WriteTx tx, EntityType type, UUID id, Instant at) {
        done(tx, type, id, at);
        if (type == EntityType.SUBMISSION_MEDIA) {
            tables.uploads().delete(tx, id);
        }
        tables.settings()
                .enrolment(tx)
                .ifPresent(e -> tables.idMap().purge(tx, e.user(), type, id));
        tables.rows(type).delete(tx, id);
        events.afterCommit(tx, new ChangeEvent.Deleted(type, id));
    }

    private void revert(WriteTx tx, EntityType type, UUID id, Instant at) {
        var held = tables.rows(type).find(tx, id).orElseThrow();
        var base = held.baseSnapshot();
        var version = held.rowVersion();
        if (base == null || version == null) {
            throw new IllegalStateException(
                    "%s %s has no version of the hub to go back to".formatted(type.word(), id));
        }
        done(tx, type, id, at);
        tables.rows(type).update(tx, held.adopted(version, base, at), held.localRevision());
        events.afterCommit(tx, new ChangeEvent.Updated(type, id));
    }

    private void bringBack(WriteTx tx, OutboxCommand deletion, Instant at) {
        var type = deletion.entityType();
        var id = deletion.aggregateId();
        done(tx, type, id, at);
        tables.tombstones().remove(tx, type, id);
        var base = deletion.baseSnapshot();
        var version = deletion.baseVersion();
        if (base == null || version == null) {
            return;
        }
        if (version == LOST) {
            offer(tx, deletion, base, at);
        } else {
            tables.rows(type).insert(tx, EntityRow.fromHub(type, id, version, base, at));
        }
        events.afterCommit(tx, new ChangeEvent.Created(type, id));
        new PhotosOfDeletion(tables).comeBack(tx, id, at, events);
    }

    /** A restored hub has lost what was deleted: nobody else may have it, so it is made anew there. */
    private void offer(WriteTx tx, OutboxCommand deletion, ObjectNode base, Instant at) {
        var type = deletion.entityType();
        var id = deletion.aggregateId();
        var again = new OfferedAgain(tables);
        tables.settings().enrolment(tx).ifPresent(e -> again.waits(tx, e, type, id, at));
        tables.rows(type).insert(tx, EntityRow.made(type, id, base, at));
        new EntityWrites(tables, events)
                .enqueue(
                        tx,
                        EntityWrites.derived(deletion.id(), id),
                        type,
                        id,
                        SyncAction.CREATE,
                        base,
                        null,
                        1,
                        at);
        again.noteReferences(tx);
    }

    private void done(WriteTx tx, EntityType type, UUID id, Instant at) {
        List<UUID> ours =
                tables.outbox().ofEntity(tx, type, id).stream()
                        .filter(c -> c.status() != OutboxStatus.COMPLETED)
                        .map(OutboxCommand::id)
                        .toList();
        tables.outbox().completeFolded(tx, ours, at);
    }
}
