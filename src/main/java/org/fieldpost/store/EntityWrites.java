package org.fieldpost.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.IdStrategy;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.kernel.Sha256;
import org.jspecify.annotations.Nullable;

/** Row and outbox command, always together: the only place that enqueues. */
final class EntityWrites {
    /** No row has it: the hub shows its row, and the two are merged or put before a person. */
    private static final long NO_VERSION = 0;

    private final DeviceTables tables;
    private final ChangeEvents events;

    EntityWrites(DeviceTables tables, ChangeEvents events) {
        this.tables = tables;
        this.events = events;
    }

    /** Makes or changes an entity; a command id seen before changes nothing. Returns the id it has now. */
    UUID save(
            WriteTx tx,
            UUID mutationId,
            Instant at,
            EntityType type,
            UUID id,
            ObjectNode said,
            UUID commandId) {
        var now = alias(tx, type, id);
        if (tables.outbox().find(tx, commandId).isPresent()) {
            return now;
        }
        if (tables.tombstones().find(tx, type, now).isPresent()) {
            throw new GoneException(type, now);
        }
        var rows = tables.rows(type);
        var payload = rows.normalised(IdRewriting.rewrite(type, said, (t, i) -> alias(tx, t, i)));
        var held = rows.find(tx, now).orElse(null);
        if (held == null) {
            rows.insert(tx, EntityRow.made(type, now, payload, at));
            map(tx, mutationId, type, now, at);
            enqueue(tx, commandId, type, now, SyncAction.CREATE, payload, null, 1, at);
            events.afterCommit(tx, new ChangeEvent.Created(type, now));
        } else {
            var edited = held.edited(payload, at);
            rows.update(tx, edited, held.localRevision());
            supersedeDead(tx, type, now, at);
            var action = createIsOut(tx, held) ? SyncAction.UPDATE : SyncAction.CREATE;
            enqueue(tx, commandId, type, now, action, payload, held, edited.localRevision(), at);
            events.afterCommit(tx, new ChangeEvent.Updated(type, now));
        }
        return now;
    }

    /** Deletes an entity: a tombstone and a command if the hub may know it, else its commands cancel out. */
    void delete(WriteTx tx, Instant at, EntityType type, UUID id, UUID commandId) {
        var now = alias(tx, type, id);
        var held = tables.rows(type).find(tx, now).orElse(null);
        if (held == null || tables.outbox().find(tx, commandId).isPresent()) {
            return;
        }
        tables.rows(type).delete(tx, now);
        supersedeDead(tx, type, now, at);
        if (isToBeOfferedAgain(tx, held)) {
            held = inLostLife(held);
            forgetOffer(tx, held, at);
        }
        enqueue(
                tx,
                commandId,
                type,
                now,
                SyncAction.DELETE,
                null,
                held,
                held.localRevision() + 1,
                at);
        var decision = OutboxCoalescing.decide(tables.outbox().ofEntity(tx, type, now));
        boolean cancelled = decision.send() == null && !decision.folded().isEmpty();
        if (cancelled) {
            tables.outbox().completeFolded(tx, decision.folded(), at);
            tables.settings()
                    .enrolment(tx)
                    .ifPresent(e -> tables.idMap().purge(tx, e.user(), type, now));
        } else {
            tables.tombstones()
                    .record(
                            tx,
                            TombstoneRepository.Tombstone.of(
                                    held,
                                    held.rowVersion(),
                                    at,
                                    TombstoneRepository.SyncStatus.PENDING));
        }
        events.afterCommit(tx, new ChangeEvent.Deleted(type, now));
    }

    /**
     * A restored hub has lost the row, and what would make it again was not sent. It is not as if the hub had never had
     * it: others may give it back.
     */
    private boolean isToBeOfferedAgain(ReadTx tx, EntityRow held) {
        var open = tables.outbox().ofEntity(tx, held.type(), held.id());
        boolean unsent =
                held.rowVersion() == null
                        && !open.isEmpty()
                        && open.stream()
                                .allMatch(c -> c.status() == OutboxStatus.PENDING && !c.isFrozen());
        return unsent
                && switch (held.type()) {
                    case SUBMISSIONS ->
                            tables.settings()
                                    .enrolment(tx)
                                    .filter(
                                            e ->
                                                    tables.idMap()
                                                            .isReopened(
                                                                    tx,
                                                                    e.user(),
                                                                    held.type(),
                                                                    held.id()))
                                    .isPresent();
                    // Only the hub says so.
                    case SUBMISSION_MEDIA -> held.payload().has("uploaded_at");
                    default -> false;
                };
    }

    private static EntityRow inLostLife(EntityRow held) {
        return new EntityRow(
                held.type(),
                held.id(),
                held.payload(),
                NO_VERSION,
                held.localRevision(),
                true,
                held.payload(),
                held.changedAt());
    }

    private void forgetOffer(WriteTx tx, EntityRow held, Instant at) {
        var offer = tables.outbox().ofEntity(tx, held.type(), held.id());
        tables.outbox().completeFolded(tx, offer.stream().map(OutboxCommand::id).toList(), at);
        tables.settings()
                .enrolment(tx)
                .ifPresent(e -> tables.idMap().purge(tx, e.user(), held.type(), held.id()));
    }

    /** The id an entity has now; before enrolment every id is its own. */
    UUID alias(ReadTx tx, EntityType type, UUID id) {
        return tables.settings()
                .enrolment(tx)
                .map(e -> tables.idMap().aliasOf(tx, e.user(), type, id))
                .orElse(id);
    }

    /** A command id that follows from another, so that a replay makes the same. */
    static UUID derived(UUID commandId, UUID entityId) {
        var bytes =
                ByteBuffer.allocate(4 * Long.BYTES)
                        .putLong(commandId.getMostSignificantBits())
                        .putLong(commandId.getLeastSignificantBits())
                        .putLong(entityId.getMostSignificantBits())
                        .putLong(entityId.getLeastSignificantBits());
        var hash = ByteBuffer.wrap(Sha256.digest().digest(bytes.array()));
        long high = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x8000L;
        long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private void map(WriteTx tx, UUID mutationId, EntityType type, UUID id, Instant at) {
        if (type.idStrategy() == IdStrategy.SERVER) {
            tables.settings()
                    .enrolment(tx)
                    .ifPresent(
                            e ->
                                    tables.idMap()
                                            .create(
                                                    tx,
                                                    derived(mutationId, id),
                                                    e.user(),
                                                    e.organization(),
                                                    type,
                                                    id,
                                                    at));
        }
    }

    /** The hub has the row or a create of it is on its way. */
    private boolean createIsOut(ReadTx tx, EntityRow held) {
        return held.rowVersion() != null
                || tables.outbox().ofEntity(tx, held.type(), held.id()).stream()
                        .anyMatch(c -> c.status().isOpen() && c.action() == SyncAction.CREATE);
    }

    /** A new change replaces what the hub refused. */
    private void supersedeDead(WriteTx tx, EntityType type, UUID id, Instant at) {
        tables.outbox()
                .completeFolded(
                        tx,
                        tables.outbox().ofEntity(tx, type, id).stream()
                                .filter(c -> c.status() == OutboxStatus.DEAD_LETTER)
                                .map(OutboxCommand::id)
                                .toList(),
                        at);
    }

    /** What a change is made on: no version that may be another state by now; see {@link Snapshots#isAwaited}. */
    private @Nullable Long version(WriteTx tx, EntityRow held) {
        var version = held.rowVersion();
        boolean lost =
                version != null
                        && held.baseSnapshot() != null
                        && tables.snapshots().isAwaited(tx, held.type(), held.id());
        return lost ? Long.valueOf(NO_VERSION) : version;
    }

    void enqueue(
            WriteTx tx,
            UUID commandId,
            EntityType type,
            UUID id,
            SyncAction action,
            @Nullable ObjectNode payload,
            @Nullable EntityRow held,
            long revision,
            Instant at) {
        tables.outbox()
                .enqueue(
                        tx,
                        new OutboxRepository.NewCommand(
                                commandId,
                                type,
                                id,
                                action,
                                payload,
                                held == null ? null : version(tx, held),
                                held == null ? null : held.baseSnapshot(),
                                revision,
                                at));
    }
}
