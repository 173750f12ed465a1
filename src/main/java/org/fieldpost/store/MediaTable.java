package org.fieldpost.store;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.ReadTx;
import org.fieldpost.kernel.Sha256;

/**
 * {@code submission_media}: what photos there are and whether the hub holds them; the bytes are in the media
 * folder.
 */
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

    /** Hashes of all files something here refers to: photos, and the choice lists of forms. */
    public Set<Sha256> hashesInUse(ReadTx tx) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT sha256 FROM submission_media UNION SELECT sha256 FROM draft_media
                        UNION SELECT sha256 FROM form_lists WHERE sha256 IS NOT NULL
                        """)
                .mapTo(String.class)
                .map(Sha256::new)
                .collect(Collectors.toSet());
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
