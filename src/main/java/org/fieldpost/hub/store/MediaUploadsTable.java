package org.fieldpost.hub.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;

/** Uploads begun; how far each got is the length of its file. */
public final class MediaUploadsTable {
    private static final String SELECT =
            "SELECT id, device_id, media_id, sha256, size_bytes, expires_at, completed_at FROM media_uploads ";

    private MediaUploadsTable() {}

    /**
     * An upload.
     *
     * @param id names it in its address
     * @param device who began it
     * @param media the media row its bytes belong to
     * @param sha256 what its bytes must hash to
     * @param bytes its length
     * @param expires when it is forgotten unless complete
     * @param complete whether all bytes are here and right
     */
    public record Upload(
            UUID id,
            UUID device,
            UUID media,
            String sha256,
            long bytes,
            Instant expires,
            boolean complete) {}

    /** Begins an upload. */
    public static void create(WriteTx tx, UUID organization, Upload upload, Instant now) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO media_uploads (id, organization_id, device_id, media_id, sha256, size_bytes,
                          created_at, expires_at, completed_at)
                        VALUES (:id, :organization, :device, :media, :hash, :bytes, :now, :expires, :completed)
                        """)
                .bind("id", upload.id())
                .bind("organization", organization)
                .bind("device", upload.device())
                .bind("media", upload.media())
                .bind("hash", upload.sha256())
                .bind("bytes", upload.bytes())
                .bind("now", now)
                .bind("expires", upload.expires())
                .bind("completed", upload.complete() ? now : null)
                .execute();
    }

    /** The upload with this id. */
    public static Optional<Upload> find(ReadTx tx, UUID organization, UUID id) {
        return tx.handle()
                .createQuery(SELECT + "WHERE id = :id AND organization_id = :organization")
                .bind("id", id)
                .bind("organization", organization)
                .map((row, context) -> upload(row))
                .findOne();
    }

    /** Uploads that were never finished in time, of all organizations. */
    public static List<Upload> expired(ReadTx tx, Instant now, int limit) {
        return tx.handle()
                .createQuery(
                        SELECT
                                + "WHERE expires_at < :now AND completed_at IS NULL ORDER BY expires_at LIMIT :limit")
                .bind("now", now)
                .bind("limit", limit)
                .map((row, context) -> upload(row))
                .list();
    }

    /** Forgets an upload. */
    public static void delete(WriteTx tx, UUID id) {
        tx.handle()
                .createUpdate("DELETE FROM media_uploads WHERE id = :id")
                .bind("id", id)
                .execute();
    }

    /** Notes that all bytes are here, right and on the disk. */
    public static void complete(WriteTx tx, UUID id, Instant now) {
        tx.handle()
                .createUpdate("UPDATE media_uploads SET completed_at = :now WHERE id = :id")
                .bind("now", now)
                .bind("id", id)
                .execute();
    }

    private static Upload upload(ResultSet row) throws SQLException {
        return new Upload(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getString(4),
                row.getLong(5),
                row.getObject(6, OffsetDateTime.class).toInstant(),
                row.getObject(7, OffsetDateTime.class) != null);
    }
}
