package org.fieldpost.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
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

    /** What of {@code row} this person may offer. */
    ObjectNode sayable(EntityRow row) {
        if (row.type() != EntityType.SUBMISSIONS || maySay(row.payload())) {
            return row.payload();
        }
        var said = row.payload().deepCopy().put("status", ReviewStatus.PENDING.word());
        said.remove("review");
        said.remove("reviewed_by");
        said.remove("reviewed_at");
        return said;
    }

    /**
     * If nothing but a verdict is lost that somebody else has to give, the row is as the hub has it, which comes with
     * the snapshot; whether that is so.
     *
     * @param held what the hub holds of it
     */
    boolean leave(WriteTx tx, EntityRow row, ManifestEntry held) {
        boolean nothingElse =
                row.type() == EntityType.SUBMISSIONS
                        && !maySay(row.payload())
                        && Objects.equals(held.sha256(), row.payload().path("sha256").asText())
                        && !row.dirty()
                        && store.tables().outbox().ofEntity(tx, row.type(), row.id()).stream()
                                .noneMatch(command -> command.status().isOpen());
        if (nothingElse) {
            store.tables()
                    .rows(row.type())
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
        }
        return nothingElse;
    }
}
