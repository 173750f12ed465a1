package org.fieldpost.store;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;

/** What a person does about commands that stand still. */
public final class DeadLetters {
    private final DeviceTables tables;

    public DeadLetters(DeviceTables tables) {
        this.tables = tables;
    }

    /**
     * Sends it again, with a fresh count of tries for the id the hub is to give (seed 000, operation 8). False when
     * it is no dead letter any more.
     */
    public boolean retry(WriteTx tx, UUID command, Instant now) {
        var held = tables.outbox().find(tx, command);
        if (held.isEmpty() || !tables.outbox().retryDeadLetter(tx, command, now)) {
            return false;
        }
        tables.settings()
                .enrolment(tx)
                .ifPresent(
                        e ->
                                tables.idMap()
                                        .resetFailed(
                                                tx,
                                                e.user(),
                                                held.get().entityType(),
                                                held.get().aggregateId()));
        return true;
    }

    /** What becomes of a record when its dead letter is discarded. */
    public enum Fate {
        /** It is nowhere but here, and then nowhere. */
        GONE,
        /** What was changed here goes; the hub's version shows again. */
        REVERTED,
        /** It was deleted here; the hub's version comes back. */
        BACK
    }

    /**
     * What discarding a dead letter loses.
     *
     * @param photos photos that go with it, for the hub never had them
     * @param links other submissions that refer to it and will refer to nothing
     */
    public record Loss(Fate fate, int photos, int links) {}

    /**
     * What {@link Mutation.DiscardDeadLetter} would lose; empty when it cannot be discarded: it is no dead letter any
     * more, or a decision about the record has to be made first.
     */
    public Optional<Loss> loss(ReadTx tx, UUID command) {
        return tables.outbox()
                .find(tx, command)
                .filter(c -> Discards.refusal(tx, tables, c) == null)
                .map(c -> loss(tx, c));
    }

    private Loss loss(ReadTx tx, OutboxCommand command) {
        var fate = Discards.fate(tx, tables, command);
        var id = command.aggregateId();
        if (fate != Fate.GONE || command.entityType() != EntityType.SUBMISSIONS) {
            boolean photo =
                    fate == Fate.GONE && command.entityType() == EntityType.SUBMISSION_MEDIA;
            return new Loss(fate, photo ? 1 : 0, 0);
        }
        var links = new HashSet<>(tables.submissions().referringTo(tx, id));
        links.addAll(tables.submissions().childrenOf(tx, id));
        links.remove(id);
        return new Loss(fate, tables.media().ofSubmission(tx, id).size(), links.size());
    }
}
