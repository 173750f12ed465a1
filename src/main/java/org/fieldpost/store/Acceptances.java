package org.fieldpost.store;

import java.time.Instant;
import java.util.List;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.WriteTx;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.jspecify.annotations.Nullable;

/** The hub's acknowledgements: ids replaced, rows synced unless edited meanwhile, commands completed. */
final class Acceptances {
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
        // In a replay the command may say what it said before it was merged with the hub's changes.
        boolean asSent = !replaying || answer.payload().equals(hash(sent));
        ids.replace(tx, type, sent.aggregateId(), answer.entityId(), at);
        tables.outbox().completeFolded(tx, List.of(sent.id()), at);
        if (sent.action() == SyncAction.DELETE) {
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
        var command = tables.outbox().find(tx, sent.id()).orElseThrow();
        var row = tables.rows(type).find(tx, answer.entityId()).orElse(null);
        if (asSent) {
            synced(tx, command, row, answer, at);
        } else if (row != null && row.localRevision() == command.clientVersion()) {
            // The pull that follows brings what the hub made of it.
            tables.rows(type).update(tx, row.clean(), row.localRevision());
        }
        events.afterCommit(tx, new ChangeEvent.Updated(type, answer.entityId()));
    }

    private void synced(
            WriteTx tx,
            OutboxCommand command,
            @Nullable EntityRow row,
            Acceptance answer,
            Instant at) {
        var rows = tables.rows(command.entityType());
        var agreed = command.payload() == null ? Json.object() : command.payload();
        var version = row == null ? null : row.rowVersion();
        if (row != null
                && version != null
                && version > answer.version()
                && row.baseSnapshot() != null) {
            // A newer version of it was pulled before this answer came.
            if (row.localRevision() == command.clientVersion()) {
                rows.update(tx, row.adopted(version, row.baseSnapshot(), at), row.localRevision());
            }
            return;
        }
        if (row != null) {
            rows.markSynced(tx, row.id(), command.clientVersion(), answer.version(), agreed);
        }
        for (var later : tables.outbox().ofEntity(tx, command.entityType(), answer.entityId())) {
            if (later.status().isOpen() && !later.isFrozen()) {
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

    /** The hash of what a command says, as an {@link Acceptance} carries it. */
    static Sha256 hash(OutboxCommand command) {
        return command.payload() == null
                ? Sha256.of(new byte[0])
                : Json.canonicalHash(command.payload());
    }
}
