package org.fieldpost.store;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.WriteTx;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.jspecify.annotations.Nullable;

/** The hub's acknowledgements: ids replaced, rows synced unless edited meanwhile, commands completed. */
final class Acceptances {
    /** The hub has the row, and it never was what was pushed; no row has this version. */
    static final long NEVER_SAID = 0;

    private final DeviceTables tables;
    private final IdReplacement ids;
    private final ChangeEvents events;
    private final PlainAcceptances plain;

    Acceptances(DeviceTables tables, IdReplacement ids, ChangeEvents events) {
        this.tables = tables;
        this.ids = ids;
        this.events = events;
        plain = new PlainAcceptances(tables, events);
    }

    void apply(WriteTx tx, Mutation.Accept accept, boolean replaying) {
        for (var answer : replaying ? accept.answers() : plain.takeIn(tx, accept)) {
            var command = tables.outbox().find(tx, answer.commandId()).orElse(null);
            if (command == null || command.status() == OutboxStatus.COMPLETED) {
                continue;
            }
            boolean current =
                    command.status() == OutboxStatus.IN_FLIGHT
                            && command.fencingToken() == answer.fencingToken();
            if (current || replaying) {
                accept(tx, command, answer, accept.at(), replaying);
            }
        }
    }

    private void accept(
            WriteTx tx, OutboxCommand sent, Acceptance answer, Instant at, boolean replaying) {
        var type = sent.entityType();
        // In a replay commands may not yet be folded or merged as they were when this was sent.
        var said = replaying ? saying(tx, sent, answer) : Optional.of(sent);
        var copy = copy(tx, sent, answer);
        ids.replace(tx, type, sent.aggregateId(), answer.entityId(), at);
        tables.outbox().completeFolded(tx, List.of(sent.id()), at);
        if (sent.action() == SyncAction.DELETE) {
            foldUpTo(tx, sent, answer, at);
            tables.tombstones()
                    .mark(
                            tx,
                            type,
                            answer.entityId(),
                            TombstoneRepository.SyncStatus.SYNCED,
                            answer.version(),
                            at);
            return;
        }
        var row = tables.rows(type).find(tx, answer.entityId()).orElse(null);
        if (said.isPresent()) {
            foldUpTo(tx, said.get(), answer, at);
            var agreed = tables.outbox().find(tx, said.get().id()).orElseThrow();
            synced(tx, agreed, row, answer, at, copy);
        } else {
            unknown(tx, sent, row, answer);
        }
        events.afterCommit(tx, new ChangeEvent.Updated(type, answer.entityId()));
    }

    /** Whether the row came here before this answer, as somebody else's, under the id that ours gets now. */
    private enum Copy {
        NONE,
        BESIDE_OURS,
        /** Ours was deleted. */
        ALONE
    }

    private Copy copy(WriteTx tx, OutboxCommand sent, Acceptance answer) {
        var rows = tables.rows(sent.entityType());
        if (sent.aggregateId().equals(answer.entityId())
                || rows.find(tx, answer.entityId()).isEmpty()) {
            return Copy.NONE;
        }
        return rows.find(tx, sent.aggregateId()).isPresent() ? Copy.BESIDE_OURS : Copy.ALONE;
    }

    /** Of this command and those behind it, the one that says what was sent: those before it were folded into it. */
    private Optional<OutboxCommand> saying(WriteTx tx, OutboxCommand sent, Acceptance answer) {
        return tables.outbox().ofEntity(tx, sent.entityType(), sent.aggregateId()).stream()
                .filter(command -> command.sequence() >= sent.sequence())
                .filter(command -> answer.payload().equals(hash(command)))
                .reduce((earlier, later) -> later);
    }

    private void foldUpTo(WriteTx tx, OutboxCommand said, Acceptance answer, Instant at) {
        if (OfferedUnderConflict.isHubsSide(said)) {
            return; // it says nothing of what was changed here
        }
        tables.outbox()
                .completeFolded(
                        tx,
                        tables.outbox().ofEntity(tx, said.entityType(), answer.entityId()).stream()
                                .filter(command -> command.sequence() <= said.sequence())
                                .map(OutboxCommand::id)
                                .toList(),
                        at);
    }

    /** What was sent is not known any more; the pull that follows, or the hub's next answer, brings what it has. */
    private void unknown(
            WriteTx tx, OutboxCommand sent, @Nullable EntityRow row, Acceptance answer) {
        if (row != null && row.localRevision() == sent.clientVersion()) {
            tables.rows(sent.entityType()).update(tx, row.clean(), row.localRevision());
        }
        for (var later : tables.outbox().ofEntity(tx, sent.entityType(), answer.entityId())) {
            if (later.status().isOpen() && !later.isFrozen() && later.baseVersion() == null) {
                // No version is 0: the hub will call it a conflict and show its row.
                tables.outbox()
                        .rewrite(
                                tx,
                                later.saying(
                                        later.aggregateId(),
                                        later.payload(),
                                        0L,
                                        later.baseSnapshot()));
            }
        }
    }

    private void synced(
            WriteTx tx,
            OutboxCommand command,
            @Nullable EntityRow row,
            Acceptance answer,
            Instant at,
            Copy copy) {
        if (answer.version() == NEVER_SAID && command.entityType() == EntityType.SUBMISSIONS) {
            neverSaid(tx, command, row, answer, at);
            return;
        }
        var rows = tables.rows(command.entityType());
        var agreed = command.payload() == null ? Json.object() : command.payload();
        var version = row == null ? null : row.rowVersion();
        // What was done to ours since was done to what was sent, and not to what was pulled.
        boolean onWhatWasSent =
                copy == Copy.ALONE
                        || (copy == Copy.BESIDE_OURS
                                && row != null
                                && row.localRevision() != command.clientVersion());
        if (row != null
                && !onWhatWasSent
                && version != null
                && version > answer.version()
                && row.baseSnapshot() != null) {
            // A newer version of it was pulled before this answer came.
            if (row.localRevision() == command.clientVersion()) {
                rows.update(tx, row.adopted(version, row.baseSnapshot(), at), row.localRevision());
            }
            return;
        }
        boolean hubsSide = OfferedUnderConflict.isHubsSide(command);
        boolean pulledNewer =
                (hubsSide || copy == Copy.ALONE) && version != null && version > answer.version();
        if (row != null && !pulledNewer) {
            rows.markSynced(tx, row.id(), command.clientVersion(), answer.version(), agreed);
        }
        for (var later : tables.outbox().ofEntity(tx, command.entityType(), answer.entityId())) {
            // What a decision about a deletion restores is what the hub has now.
            boolean undecided =
                    hubsSide
                            && later.status() == OutboxStatus.CONFLICT
                            && later.action() == SyncAction.DELETE;
            // What the hub is to show its row to stays so.
            boolean shown = hubsSide && Objects.equals(later.baseVersion(), NEVER_SAID);
            if (undecided || (later.status().isOpen() && !later.isFrozen() && !shown)) {
                tables.outbox()
                        .rewrite(
                                tx,
                                later.saying(
                                        later.aggregateId(),
                                        later.payload(),
                                        answer.version(),
                                        agreed));
            }
        }
    }

    /**
     * Another laptop has offered the row to a restored hub before us, and the hub never heard what ours says. It goes
     * out once more, on a version nobody has: the hub shows its row, and the two are merged or put before a person.
     */
    private void neverSaid(
            WriteTx tx,
            OutboxCommand command,
            @Nullable EntityRow row,
            Acceptance answer,
            Instant at) {
        var type = command.entityType();
        var behind =
                tables.outbox().ofEntity(tx, type, answer.entityId()).stream()
                        .filter(later -> later.status().isOpen() && !later.isFrozen())
                        .toList();
        for (var later : behind) {
            tables.outbox()
                    .rewrite(
                            tx,
                            later.saying(later.aggregateId(), later.payload(), NEVER_SAID, null));
        }
        if (row == null) {
            return;
        }
        tables.rows(type)
                .update(
                        tx,
                        new EntityRow(
                                type,
                                row.id(),
                                row.payload(),
                                NEVER_SAID,
                                row.localRevision(),
                                true,
                                null,
                                row.changedAt()),
                        row.localRevision());
        var again = EntityWrites.derived(command.id(), row.id());
        if (behind.isEmpty() && tables.outbox().find(tx, again).isEmpty()) {
            tables.outbox()
                    .enqueue(
                            tx,
                            new OutboxRepository.NewCommand(
                                    again,
                                    type,
                                    row.id(),
                                    SyncAction.UPDATE,
                                    row.payload(),
                                    NEVER_SAID,
                                    null,
                                    row.localRevision(),
                                    at));
        }
    }

    /** The hash of what a command says, as an {@link Acceptance} carries it. */
    static Sha256 hash(OutboxCommand command) {
        return command.payload() == null
                ? Sha256.of(new byte[0])
                : Json.canonicalHash(command.payload());
    }
}
