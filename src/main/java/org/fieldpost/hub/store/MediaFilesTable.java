package org.fieldpost.hub.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.jspecify.annotations.Nullable;

/**
 * Which bytes an organization's media folder holds, by hash. Whoever relies on a file locks its row first, and so does
 * who clears it away: either the one sees the reference, or the other that the file is leaving.
 */
public final class MediaFilesTable {
    private static final String REFERRED =
            """
            EXISTS (SELECT 1 FROM submission_media m
              WHERE m.sha256 = f.sha256 AND m.organization_id = f.organization_id)
            OR EXISTS (SELECT 1 FROM media_uploads u
              WHERE u.sha256 = f.sha256 AND u.organization_id = f.organization_id)
            """;

    private MediaFilesTable() {}

    /**
     * Bytes that were stored.
     *
     * @param leavingSince when somebody began to clear them away; null while they are held
     */
    public record Held(@Nullable Instant leavingSince) {
        /** Whether they stay. */
        public boolean stays() {
            return leavingSince == null;
        }
    }

    /** Whether the hub holds these bytes; if so, they stay at least until the commit. */
    public static boolean holds(WriteTx tx, UUID organization, String sha256) {
        return lock(tx, organization, sha256).filter(Held::stays).isPresent();
    }

    /** How these bytes stand, kept from changing until the commit. */
    public static Optional<Held> lock(WriteTx tx, UUID organization, String sha256) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT leaving_since FROM media_files
                        WHERE sha256 = :hash AND organization_id = :organization FOR UPDATE
                        """)
                .bind("hash", sha256)
                .bind("organization", organization)
                .map(
                        (row, context) -> {
                            var since = row.getObject(1, OffsetDateTime.class);
                            return new Held(since == null ? null : since.toInstant());
                        })
                .findOne();
    }

    /** Notes that the bytes are stored and on the disk. */
    public static void add(WriteTx tx, UUID organization, String sha256, long bytes, Instant now) {
        boolean known = lock(tx, organization, sha256).isPresent();
        tx.handle()
                .createUpdate(
                        known
                                ? """
                                UPDATE media_files SET leaving_since = NULL, stored_at = :now, size_bytes = :bytes
                                WHERE sha256 = :hash AND organization_id = :organization
                                """
                                : """
                                INSERT INTO media_files (sha256, organization_id, size_bytes, stored_at)
                                VALUES (:hash, :organization, :bytes, :now)
                                """)
                .bind("hash", sha256)
                .bind("organization", organization)
                .bind("bytes", bytes)
                .bind("now", now)
                .execute();
    }

    /**
     * Hashes after {@code after} of bytes stored before {@code before} that no media row, dead or alive, and no upload
     * names, unless somebody has been clearing them away since later than {@code stale}.
     */
    public static List<String> unnamed(
            ReadTx tx, UUID organization, String after, Instant before, Instant stale, int limit) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT f.sha256 FROM media_files f
                        WHERE f.organization_id = :organization AND f.sha256 > :after
                          AND f.stored_at < :before
                          AND (f.leaving_since IS NULL OR f.leaving_since < :stale)
                          AND NOT (%s)
                        ORDER BY f.sha256 LIMIT :limit
                        """
                                .formatted(REFERRED))
                .bind("organization", organization)
                .bind("after", after)
                .bind("before", before)
                .bind("stale", stale)
                .bind("limit", limit)
                .mapTo(String.class)
                .list();
    }

    /** Begins to clear bytes away; false, and nothing changes, when something names them, a form perhaps. */
    public static boolean leave(WriteTx tx, UUID organization, String sha256, Instant now) {
        if (lock(tx, organization, sha256).isEmpty()) {
            return false;
        }
        // A statement of its own: it sees what was committed while the lock was waited for.
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE media_files f SET leaving_since = :now
                                WHERE f.sha256 = :hash AND f.organization_id = :organization
                                  AND NOT (%s)
                                  AND NOT EXISTS (SELECT 1 FROM mobile_forms d
                                    WHERE d.organization_id = :organization AND d.form_schema LIKE :named)
                                """
                                        .formatted(REFERRED))
                        .bind("now", now)
                        .bind("hash", sha256)
                        .bind("named", "%" + sha256 + "%")
                        .bind("organization", organization)
                        .execute()
                == 1;
    }

    /** The bytes that somebody began to clear away at {@code since} are gone, or are to be stored anew. */
    public static void forget(WriteTx tx, UUID organization, String sha256, Instant since) {
        tx.handle()
                .createUpdate(
                        """
                        DELETE FROM media_files
                        WHERE sha256 = :hash AND organization_id = :organization AND leaving_since = :since
                        """)
                .bind("hash", sha256)
                .bind("organization", organization)
                .bind("since", since)
                .execute();
    }
}
