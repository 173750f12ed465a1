package org.fieldpost.hub.store;

import java.time.Instant;
import java.util.UUID;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;

/** Which bytes an organization's media folder holds, by hash. */
public final class MediaFilesTable {
    private MediaFilesTable() {}

    /** Whether the hub holds these bytes. */
    public static boolean holds(ReadTx tx, UUID organization, String sha256) {
        return tx.handle()
                .createQuery(
                        "SELECT size_bytes FROM media_files WHERE sha256 = :hash AND organization_id = :organization")
                .bind("hash", sha256)
                .bind("organization", organization)
                .mapTo(long.class)
                .findOne()
                .isPresent();
    }

    /** Notes that the bytes are stored and on the disk. */
    public static void add(WriteTx tx, UUID organization, String sha256, long bytes, Instant now) {
        if (holds(tx, organization, sha256)) {
            return;
        }
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO media_files (sha256, organization_id, size_bytes, stored_at)
                        VALUES (:hash, :organization, :bytes, :now)
                        """)
                .bind("hash", sha256)
                .bind("organization", organization)
                .bind("bytes", bytes)
                .bind("now", now)
                .execute();
    }
}
