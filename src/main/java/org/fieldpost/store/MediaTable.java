package org.fieldpost.store;

import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.ReadTx;

/** {@code submission_media}: what photos there are and whether the hub holds them; the bytes are in the media folder. */
public final class MediaTable extends SyncedTable {
    MediaTable() {
        super(
                EntityType.SUBMISSION_MEDIA,
                List.of(
                        Column.uuid("submission_id"),
                        Column.text("question"),
                        Column.text("key"),
                        Column.text("sha256"),
                        Column.text("filename"),
                        Column.text("content_type"),
                        Column.whole("size_bytes"),
                        Column.json("gps"),
                        Column.instant("captured_at"),
                        Column.instant("uploaded_at"),
                        Column.instant("created_at")),
                List.of(),
                false);
    }

    /** The media of a submission, in the order they were attached. */
    public List<EntityRow> ofSubmission(ReadTx tx, UUID submissionId) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT * FROM submission_media WHERE submission_id = :submission
                        ORDER BY created_at, id
                        """)
                .bind("submission", submissionId)
                .map((row, ctx) -> row(row))
                .list();
    }
}
