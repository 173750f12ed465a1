package org.fieldpost.hub.store;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;

/**
 * {@code former_ids}: what submissions were called at this hub before it was restored from a backup. One that was
 * deleted then, and that the backup has not, leads to itself.
 */
public final class FormerIdsTable {
    private FormerIdsTable() {}

    /** Notes which submissions the former ids were; of one noted already the first stays. */
    public static void add(OrgWrite write, Map<UUID, UUID> submissions) {
        Chunks.of(submissions.entrySet()).forEach(some -> insert(write, some));
    }

    private static void insert(OrgWrite write, List<Map.Entry<UUID, UUID>> submissions) {
        write.tx()
                .handle()
                .createUpdate(
                        """
                        INSERT INTO former_ids (former_id, organization_id, submission_id)
                        SELECT t.former_id, CAST(:organization AS UUID), t.submission_id
                        FROM UNNEST(CAST(:formerIds AS UUID ARRAY), CAST(:submissions AS UUID ARRAY))
                          t (former_id, submission_id)
                        WHERE NOT EXISTS (SELECT 1 FROM former_ids f
                          WHERE f.former_id = t.former_id AND f.organization_id = :organization)
                        """)
                .bind("formerIds", submissions.stream().map(Map.Entry::getKey).toArray(UUID[]::new))
                .bind(
                        "submissions",
                        submissions.stream().map(Map.Entry::getValue).toArray(UUID[]::new))
                .bind("organization", write.organization())
                .execute();
    }

    /** Notes that the submissions {@code ids} were deleted in a life this hub has lost. */
    public static void deleted(OrgWrite write, Collection<UUID> ids) {
        add(write, ids.stream().collect(Collectors.toMap(id -> id, id -> id)));
    }

    /** Those among {@code ids} that were deleted in a life this hub has lost. */
    public static Set<UUID> deletedAmong(ReadTx tx, UUID organization, Collection<UUID> ids) {
        var deleted = new HashSet<UUID>();
        Chunks.of(ids)
                .forEach(
                        chunk ->
                                tx.handle()
                                        .createQuery(
                                                """
                                                SELECT former_id FROM former_ids
                                                WHERE former_id IN (<ids>) AND organization_id = :organization
                                                  AND submission_id = former_id
                                                """)
                                        .bindList("ids", chunk)
                                        .bind("organization", organization)
                                        .mapTo(UUID.class)
                                        .forEach(deleted::add));
        return deleted;
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
