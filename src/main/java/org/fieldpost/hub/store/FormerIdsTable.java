package org.fieldpost.hub.store;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;

/**
 * {@code former_ids}: what submissions were called at this hub before it was restored from a backup. One that was
 * deleted then, and that the backup has not, leads to itself.
 */
public final class FormerIdsTable {
    private FormerIdsTable() {}

    /** Notes that {@code submission} was known by {@code ids}; of an id noted already the first stays. */
    public static void add(OrgWrite write, UUID submission, Collection<UUID> ids) {
        for (var id : ids) {
            write.tx()
                    .handle()
                    .createUpdate(
                            """
                            INSERT INTO former_ids (former_id, organization_id, submission_id)
                            SELECT CAST(:former AS UUID), CAST(:organization AS UUID), CAST(:row AS UUID)
                            WHERE NOT EXISTS (SELECT 1 FROM former_ids
                              WHERE former_id = :former AND organization_id = :organization)
                            """)
                    .bind("former", id)
                    .bind("organization", write.organization())
                    .bind("row", submission)
                    .execute();
        }
    }

    /** Notes that the submissions {@code ids} were deleted in a life this hub has lost. */
    public static void deleted(OrgWrite write, Collection<UUID> ids) {
        ids.forEach(id -> add(write, id, List.of(id)));
    }

    /** Those among {@code ids} that were deleted in a life this hub has lost. */
    public static Set<UUID> deletedAmong(ReadTx tx, UUID organization, Collection<UUID> ids) {
        return ids.isEmpty()
                ? Set.of()
                : tx.handle()
                        .createQuery(
                                """
                                SELECT former_id FROM former_ids
                                WHERE former_id IN (<ids>) AND organization_id = :organization
                                  AND submission_id = former_id
                                """)
                        .bindList("ids", List.copyOf(ids))
                        .bind("organization", organization)
                        .mapTo(UUID.class)
                        .set();
    }

    /** Forgets what rows that are no more were called. */
    static void forget(WriteTx tx, UUID organization, Collection<UUID> rows) {
        if (!rows.isEmpty()) {
            tx.handle()
                    .createUpdate(
                            """
                            DELETE FROM former_ids
                            WHERE submission_id IN (<ids>) AND organization_id = :organization
                            """)
                    .bindList("ids", List.copyOf(rows))
                    .bind("organization", organization)
                    .execute();
        }
    }
}
