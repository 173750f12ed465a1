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
            "SELECT id, device_id, media_id, sha256, size_bytes, expires_at, completed_at, turn FROM media_uploads ";

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
     * @param turn under which its bytes are written
     */
    public record Upload(
            UUID id,
            UUID device,
            UUID media,
            String sha256,
            long bytes,
            Instant expires,
            boolean complete,
            int turn) {}

    /** Begins an upload. */
    public static void create(WriteTx tx, UUID organization, Upload upload, Instant now) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO media_uploads (id, organization_id, device_id, media_id, sha256, size_bytes,
                          created_at, expires_at, completed_at, turn)
                        VALUES (:id, :organization, :device, :media, :hash, :bytes, :now, :expires, :completed, :turn)
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
                .bind("turn", upload.turn())
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

    /**
     * Who wants to write to an upload.
     *
     * @param process the hub process
     * @param now the time
     * @param until when others may take it, unless renewed
     * @param alone whether no other process can be alive (an embedded database)
     */
    public record Claim(UUID process, Instant now, Instant until, boolean alone) {}

    /**
     * Takes an upload for writing; empty while another process holds it, or when it is unknown. Taken from a process
     * that was not heard of in time, it goes on under a new turn.
     */
    public static Optional<Upload> take(WriteTx tx, UUID organization, UUID id, Claim claim) {
        int taken =
                tx.handle()
                        .createUpdate(
                                """
                                UPDATE media_uploads SET held_until = :until,
                                  turn = turn + (CASE WHEN holder IS NULL OR holder = :process OR :alone
                                    THEN 0 ELSE 1 END),
                                  holder = :process
                                WHERE id = :id AND organization_id = :organization
                                AND (holder IS NULL OR holder = :process OR held_until <= :now OR :alone)
                                """)
                        .bind("until", claim.until())
                        .bind("process", claim.process())
                        .bind("alone", claim.alone())
                        .bind("id", id)
                        .bind("organization", organization)
                        .bind("now", claim.now())
                        .execute();
        return taken == 1 ? find(tx, organization, id) : Optional.empty();
    }

    /** Holds an upload for longer; false when another process has taken it. */
    public static boolean renew(WriteTx tx, UUID organization, Upload upload, Claim claim) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE media_uploads SET held_until = :until
                                WHERE id = :id AND organization_id = :organization AND holder = :process
                                """)
                        .bind("until", claim.until())
                        .bind("id", upload.id())
                        .bind("organization", organization)
                        .bind("process", claim.process())
                        .execute()
                == 1;
    }

    /** Lets go of an upload; false when another process has taken it meanwhile, or it is no longer there. */
    public static boolean release(WriteTx tx, UUID organization, UUID id, UUID process) {
        return tx.handle()
                        .createUpdate(
                                """
                        UPDATE media_uploads SET holder = NULL, held_until = NULL
                        WHERE id = :id AND organization_id = :organization AND holder = :process
                        """)
                        .bind("id", id)
                        .bind("organization", organization)
                        .bind("process", process)
                        .execute()
                == 1;
    }

    /**
     * An upload whose time is over.
     *
     * @param organization whose it is
     * @param id the upload
     */
    public record Expired(UUID organization, UUID id) {}

    /** Uploads that were never finished in time, of all organizations. */
    public static List<Expired> expired(ReadTx tx, Instant now, int limit) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT organization_id, id FROM media_uploads
                        WHERE expires_at < :now AND completed_at IS NULL ORDER BY expires_at LIMIT :limit
                        """)
                .bind("now", now)
                .bind("limit", limit)
                .map(
                        (row, context) ->
                                new Expired(
                                        row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .list();
    }

    /** Forgets an upload. */
    public static void delete(WriteTx tx, UUID organization, UUID id) {
        tx.handle()
                .createUpdate(
                        "DELETE FROM media_uploads WHERE id = :id AND organization_id = :organization")
                .bind("id", id)
                .bind("organization", organization)
                .execute();
    }

    /** Notes that all bytes are here, right and on the disk. */
    public static void complete(WriteTx tx, UUID organization, UUID id, Instant now) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE media_uploads SET completed_at = :now
                        WHERE id = :id AND organization_id = :organization
                        """)
                .bind("now", now)
                .bind("id", id)
                .bind("organization", organization)
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
                row.getObject(7, OffsetDateTime.class) != null,
                row.getInt(8));
    }
}
