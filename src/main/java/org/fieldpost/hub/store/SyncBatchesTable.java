package org.fieldpost.hub.store;

import java.util.Optional;
import java.util.UUID;
import org.fieldpost.contract.PushRequest;
import org.fieldpost.db.ReadTx;

/** Every push that was answered (seed ERD: {@code sync_batches}): with its items, the durable receipt. */
public final class SyncBatchesTable {
    private SyncBatchesTable() {}

    /**
     * A push that was answered before.
     *
     * @param id its row
     * @param attempt how often its token was used
     * @param requestSha256 hash of what it asked for
     * @param epoch the epoch it was answered in
     * @param effects how many of its commands took effect
     */
    public record Batch(UUID id, int attempt, String requestSha256, String epoch, int effects) {}

    /** The last batch with this token. */
    public static Optional<Batch> findLast(ReadTx tx, UUID organization, String token) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, attempt, request_sha256, server_sync_token, effects_count FROM sync_batches
                        WHERE batch_token = :token AND organization_id = :organization
                        ORDER BY attempt DESC LIMIT 1
                        """)
                .bind("token", token)
                .bind("organization", organization)
                .map(
                        (row, context) ->
                                new Batch(
                                        row.getObject(1, UUID.class),
                                        row.getInt(2),
                                        row.getString(3),
                                        row.getString(4),
                                        row.getInt(5)))
                .findOne();
    }

    /** Adds a batch that is fully answered. */
    public static void insert(
            OrgWrite write, Batch batch, PushRequest head, int items, UUID device) {
        write.tx()
                .handle()
                .createUpdate(
                        """
                        INSERT INTO sync_batches (id, organization_id, batch_token, attempt, request_sha256, device_id,
                          client_sync_token, server_sync_token, status, items_count, effects_count, created_at,
                          processed_at)
                        VALUES (:id, :organization, :token, :attempt, :hash, :device, :client, :server, 'completed',
                          :items, :effects, :now, :now)
                        """)
                .bind("id", batch.id())
                .bind("organization", write.organization())
                .bind("token", head.syncOperationId())
                .bind("attempt", batch.attempt())
                .bind("hash", batch.requestSha256())
                .bind("device", device)
                .bind("client", head.epoch())
                .bind("server", batch.epoch())
                .bind("items", items)
                .bind("effects", batch.effects())
                .bind("now", write.now())
                .execute();
    }
}
