package org.fieldpost.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.fieldpost.contract.EntityType;
import org.fieldpost.hub.store.Author;
import org.fieldpost.hub.store.EntityRow;
import org.fieldpost.hub.store.EntityTable;
import org.fieldpost.hub.store.OrgWrite;
import org.fieldpost.kernel.Json;

/**
 * Photos go with their record, and come back with answers that name them: when the record is restored, or when it was
 * restored for other answers and a person decides for these.
 */
final class PhotosOfAnswers {
    private PhotosOfAnswers() {}

    /**
     * After a record was changed, to other answers or from a deletion.
     *
     * @param before the row as it was
     * @param payload what it says now
     */
    static void comeBack(OrgWrite write, EntityRow before, ObjectNode payload, Author author) {
        if (before.type() != EntityType.SUBMISSIONS
                || (!before.deleted()
                        && before.payload().path("sha256").equals(payload.path("sha256")))) {
            return;
        }
        var photos =
                EntityTable.of(EntityType.SUBMISSION_MEDIA)
                        .lockTombstones(
                                write.tx(), write.organization(), "submission_id", before.id());
        if (photos.isEmpty()) {
            return;
        }
        var answers = Json.write(payload.path("data"));
        photos.stream()
                .filter(photo -> answers.contains(photo.id().toString()))
                .forEach(
                        photo ->
                                write.update(
                                        photo,
                                        photo.changed(photo.version() + 1, photo.payload()),
                                        author));
    }
}
