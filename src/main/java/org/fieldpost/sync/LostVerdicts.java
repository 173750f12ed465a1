package org.fieldpost.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ManifestEntry;
import org.fieldpost.db.WriteTx;
import org.fieldpost.store.EntityRow;
import org.fieldpost.submission.ReviewStatus;

/**
 * Reviews that a restored hub has lost. Who may review gives them back; a field worker's laptop that offered one would
 * be refused, and the answers beside it with it.
 */
final class LostVerdicts {
    /** Whatever the hub sends of a row in this version is newer. */
    private static final Long OLDEST = 0L;

    private final LocalStore store;

    LostVerdicts(LocalStore store) {
        this.store = store;
    }

    /** Whether this person may say what is said here of a review. */
    boolean maySay(ObjectNode submission) {
        return submission.path("status").asText().equals(ReviewStatus.PENDING.word())
                || store.enrolment().supervises();
    }

    /**
     * What this person believes the hub to have, as far as it is theirs to give back; of a row that was changed here,
     * what the change was made on.
     */
    ManifestEntry believed(EntityRow row, long version) {
        var base = row.baseSnapshot();
        var said = row.dirty() && base != null ? base : row.payload();
        var all = ManifestEntry.saying(row.type(), row.id(), version, said);
        return store.enrolment().supervises() || row.dirty() ? all : all.withoutVerdict();
    }

    /**
     * What of {@code row} this person may offer.
     *
     * @param held what the hub holds of it: a verdict that it has takes nobody back
     */
    ObjectNode sayable(EntityRow row, ManifestEntry held) {
        if (row.type() != EntityType.SUBMISSIONS || maySay(row.payload())) {
            return row.payload();
        }
        var here = ManifestEntry.saying(row.type(), row.id(), held.version(), row.payload());
        if (Objects.equals(here.verdict(), held.verdict())) {
            return row.payload();
        }
        var said = row.payload().deepCopy().put("status", ReviewStatus.PENDING.word());
        said.remove("review");
        said.remove("reviewed_by");
        said.remove("reviewed_at");
        return said;
    }

    /**
     * Whether nothing is lost that is this person's to give back: the hub has all of it, in whatever version, but for a
     * verdict that somebody else has to give.
     *
     * @param held what the hub holds of it
     */
    boolean isNothingToOffer(WriteTx tx, EntityRow row, ManifestEntry held) {
        var there = store.enrolment().supervises() ? held : held.withoutVerdict();
        return row.type() == EntityType.SUBMISSIONS
                && held.metadata() != null
                && there.isSaidBy(row.payload())
                && isAtRest(tx, row);
    }

    /** Leaves the row to others: it is to come as the hub has it. Whether it is. */
    boolean leave(WriteTx tx, UUID submission) {
        var row = store.tables().submissions().find(tx, submission).orElse(null);
        if (row == null || !isAtRest(tx, row)) {
            return false;
        }
        store.tables()
                .submissions()
                .update(
                        tx,
                        new EntityRow(
                                row.type(),
                                row.id(),
                                row.payload(),
                                OLDEST,
                                row.localRevision(),
                                false,
                                row.baseSnapshot(),
                                row.changedAt()),
                        row.localRevision());
        return true;
    }

    private boolean isAtRest(WriteTx tx, EntityRow row) {
        return !row.dirty()
                && Objects.nonNull(row.rowVersion())
                && store.tables().outbox().ofEntity(tx, row.type(), row.id()).stream()
                        .noneMatch(command -> command.status().isOpen());
    }
}
