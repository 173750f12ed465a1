package org.fieldpost.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.jspecify.annotations.Nullable;

/** {@code media_uploads}: how much of each photo made here the hub holds; enters with the photo's row. */
public final class MediaUploads {
    /** Where an upload stands. */
    public enum State {
        PENDING,
        UPLOADING,
        DONE,
        /** Needs a person; the bytes stay here. */
        FAILED
    }

    /**
     * An upload.
     *
     * @param uploadUrl the tus upload, once created
     * @param byteOffset bytes the hub confirmed
     */
    public record Upload(
            UUID mediaId,
            State state,
            @Nullable String uploadUrl,
            long byteOffset,
            int attempts,
            Instant nextAttemptAt,
            @Nullable ErrorBody lastError) {}

    /** A new photo to send; nothing changes if it is known already. */
    void create(WriteTx tx, UUID mediaId, Instant now) {
        if (find(tx, mediaId).isEmpty()) {
            save(tx, new Upload(mediaId, State.PENDING, null, 0, 0, now, null), now);
        }
    }

    public Optional<Upload> find(ReadTx tx, UUID mediaId) {
        return tx.handle()
                .createQuery("SELECT * FROM media_uploads WHERE media_id = :id")
                .bind("id", mediaId)
                .map((row, ctx) -> upload(row))
                .findOne();
    }

    /** Photos to send now whose submission's row the hub has, smallest remainder first. */
    public List<Upload> due(ReadTx tx, Instant now, int limit) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT u.* FROM media_uploads u JOIN submission_media m ON m.id = u.media_id
                        WHERE u.state IN ('PENDING', 'UPLOADING') AND u.next_attempt_at <= :now
                            AND m.row_version IS NOT NULL
                        ORDER BY m.size_bytes - u.byte_offset, u.media_id LIMIT :limit
                        """)
                .bind("now", Sql.time(now))
                .bind("limit", limit)
                .map((row, ctx) -> upload(row))
                .list();
    }

    /** Nothing waits beyond {@code latest}: a clock set back must not put a file off for days. */
    public int noLaterThan(WriteTx tx, Instant latest) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE media_uploads SET next_attempt_at = :latest
                        WHERE state IN ('PENDING', 'UPLOADING') AND next_attempt_at > :latest
                        """)
                .bind("latest", Sql.time(latest))
                .execute();
    }

    /**
     * Uploads in {@code state}, for a list, longest there first. Those of photos deleted at the hub wait unseen: the
     * photo may come back with its submission.
     */
    public List<Upload> list(ReadTx tx, State state, int limit) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT u.* FROM media_uploads u JOIN submission_media m ON m.id = u.media_id
                        WHERE u.state = :state ORDER BY u.updated_at, u.media_id LIMIT :limit
                        """)
                .bind("state", state.name())
                .bind("limit", limit)
                .map((row, ctx) -> upload(row))
                .list();
    }

    /** Notes how an upload stands. */
    public void save(WriteTx tx, Upload upload, Instant now) {
        var error = upload.lastError();
        tx.handle()
                .createUpdate(
                        """
                        MERGE INTO media_uploads (media_id, state, upload_url, byte_offset, attempts,
                            next_attempt_at, error_code, error_message, error_retryable, updated_at)
                        KEY (media_id) VALUES (:id, :state, :url, :offset, :attempts, :next, :code,
                            :message, :retryable, :now)
                        """)
                .bind("id", upload.mediaId())
                .bind("state", upload.state().name())
                .bind("url", upload.uploadUrl())
                .bind("offset", upload.byteOffset())
                .bind("attempts", upload.attempts())
                .bind("next", Sql.time(upload.nextAttemptAt()))
                .bind("code", error == null ? null : error.code())
                .bind("message", error == null ? null : error.message())
                .bind("retryable", error == null ? null : error.retryable())
                .bind("now", Sql.time(now))
                .execute();
    }

    /** As {@link #verifyAll}, of photos of which the hub said nothing since their last byte was sent. */
    public void verifyUnconfirmed(WriteTx tx, Instant now) {
        verify(
                tx,
                """
                 AND EXISTS (SELECT 1 FROM submission_media m
                    WHERE m.id = media_id AND m.uploaded_at IS NULL)
                """,
                now);
    }

    /** The hub may have lost what it confirmed: each photo is announced again; bytes that are there are not sent. */
    public void verifyAll(WriteTx tx, Instant now) {
        verify(tx, "", now);
    }

    private static void verify(WriteTx tx, String which, Instant now) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE media_uploads SET state = 'PENDING', upload_url = NULL, byte_offset = 0,
                            attempts = 0, next_attempt_at = :now, updated_at = :now
                        WHERE state = 'DONE'"""
                                + which)
                .bind("now", Sql.time(now))
                .execute();
    }

    /** How many are not done, and how many bytes of them the hub lacks. */
    public Remaining remaining(ReadTx tx) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT count(*) AS n, coalesce(sum(m.size_bytes - u.byte_offset), 0) AS bytes
                        FROM media_uploads u JOIN submission_media m ON m.id = u.media_id
                        WHERE u.state <> 'DONE'
                        """)
                .map((row, ctx) -> new Remaining(row.getLong("n"), row.getLong("bytes")))
                .one();
    }

    /** What still has to be sent. */
    public record Remaining(long files, long bytes) {}

    /** Forgets a file's upload: its row has gone. */
    public void delete(WriteTx tx, UUID mediaId) {
        tx.handle()
                .createUpdate("DELETE FROM media_uploads WHERE media_id = :id")
                .bind("id", mediaId)
                .execute();
    }

    private static Upload upload(ResultSet row) throws SQLException {
        var code = row.getString("error_code");
        return new Upload(
                Sql.uuid(row, "media_id"),
                State.valueOf(Sql.text(row, "state")),
                row.getString("upload_url"),
                row.getLong("byte_offset"),
                row.getInt("attempts"),
                Sql.instant(row, "next_attempt_at"),
                code == null
                        ? null
                        : new ErrorBody(
                                code,
                                Sql.text(row, "error_message"),
                                row.getBoolean("error_retryable")));
    }
}
