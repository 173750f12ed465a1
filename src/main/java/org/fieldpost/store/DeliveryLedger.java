package org.fieldpost.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.ReadTx;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.submission.DeliveryStatus;
import org.fieldpost.submission.SubmissionId;
import org.jspecify.annotations.Nullable;

/**
 * Says, record by record and file by file, whether the hub holds what this laptop holds: the "safe to leave"
 * light.
 */
public final class DeliveryLedger {
    private static final int ID_CHUNK = 500;

    /**
     * Everything of this laptop at a glance.
     *
     * @param submissions finished ones held here
     * @param submissionsWaiting of these, not acknowledged by the hub as they are now
     * @param photos of finished submissions
     * @param photosWaiting of these, not wholly at the hub
     * @param bytesWaiting bytes the hub lacks
     * @param drafts unfinished, on this laptop only
     * @param needsPerson dead letters, refused photos and undecided conflicts of this laptop's own work
     */
    public record Light(
            long submissions,
            long submissionsWaiting,
            long photos,
            long photosWaiting,
            long bytesWaiting,
            long drafts,
            long needsPerson) {
        /** Everything finished is at the hub, byte for byte. */
        public boolean safe() {
            return submissionsWaiting == 0 && photosWaiting == 0 && needsPerson == 0;
        }
    }

    /**
     * A record or file.
     *
     * @param local hash of what is here
     * @param hub hash of what the hub acknowledged; null if nothing yet
     */
    public record Entry(EntityType type, UUID id, String name, Sha256 local, @Nullable Sha256 hub) {
        public boolean delivered() {
            return local.equals(hub);
        }
    }

    /** The light. */
    public Light light(ReadTx tx) {
        var uploads =
                tx.handle()
                        .createQuery(
                                """
                                SELECT count(*) AS n, coalesce(sum(m.size_bytes - u.byte_offset), 0) AS bytes
                                FROM media_uploads u JOIN submission_media m ON m.id = u.media_id
                                WHERE u.state <> 'DONE'
                                """)
                        .map((row, ctx) -> new long[] {row.getLong("n"), row.getLong("bytes")})
                        .one();
        return new Light(
                count(tx, "SELECT count(*) FROM submissions"),
                count(
                        tx,
                        """
                        SELECT count(DISTINCT aggregate_id) FROM outbox_events
                        WHERE entity_type = 'submissions' AND status <> 'COMPLETED'
                        """),
                count(tx, "SELECT count(*) FROM submission_media"),
                uploads[0],
                uploads[1],
                count(tx, "SELECT count(*) FROM drafts"),
                count(
                                tx,
                                """
                                SELECT count(*) FROM outbox_events
                                WHERE status IN ('DEAD_LETTER', 'CONFLICT')
                                    AND entity_type <> 'telemetry'
                                """)
                        + count(tx, "SELECT count(*) FROM media_uploads WHERE state = 'FAILED'"));
    }

    private static long count(ReadTx tx, String sql) {
        return tx.handle().createQuery(sql).mapTo(Long.class).one();
    }

    /** Where each of {@code submissions} stands. */
    public Map<UUID, DeliveryStatus> statuses(ReadTx tx, Collection<UUID> submissions) {
        var worst = new HashMap<UUID, DeliveryStatus>();
        submissions.forEach(id -> worst.put(id, DeliveryStatus.AT_HUB));
        var all = List.copyOf(worst.keySet());
        for (int from = 0; from < all.size(); from += ID_CHUNK) {
            var chunk = all.subList(from, Math.min(all.size(), from + ID_CHUNK));
            tx.handle()
                    .createQuery(
                            """
                            SELECT aggregate_id AS id, status AS state FROM outbox_events
                            WHERE aggregate_id IN (<ids>) AND entity_type = 'submissions'
                                AND status <> 'COMPLETED'
                            UNION ALL
                            SELECT m.submission_id, o.status FROM submission_media m
                            JOIN outbox_events o ON o.aggregate_id = m.id
                            WHERE m.submission_id IN (<ids>) AND o.entity_type = 'submission_media'
                                AND o.status <> 'COMPLETED'
                            UNION ALL
                            SELECT m.submission_id,
                                CASE u.state WHEN 'FAILED' THEN 'DEAD_LETTER'
                                    WHEN 'UPLOADING' THEN 'IN_FLIGHT' ELSE 'PENDING' END
                            FROM submission_media m JOIN media_uploads u ON u.media_id = m.id
                            WHERE m.submission_id IN (<ids>) AND u.state <> 'DONE'
                            """)
                    .bindList("ids", chunk)
                    .map(
                            (row, ctx) ->
                                    worst.merge(
                                            Sql.uuid(row, "id"),
                                            of(OutboxStatus.valueOf(Sql.text(row, "state"))),
                                            DeliveryLedger::graver))
                    .list();
        }
        return worst;
    }

    private static DeliveryStatus of(OutboxStatus status) {
        return switch (status) {
            case PENDING, FAILED -> DeliveryStatus.WAITING;
            case IN_FLIGHT -> DeliveryStatus.SENDING;
            case COMPLETED -> DeliveryStatus.AT_HUB;
            case DEAD_LETTER -> DeliveryStatus.FAILED;
            case CONFLICT -> DeliveryStatus.CONFLICT;
        };
    }

    private static DeliveryStatus graver(DeliveryStatus a, DeliveryStatus b) {
        return gravity(a) >= gravity(b) ? a : b;
    }

    private static int gravity(DeliveryStatus status) {
        return switch (status) {
            case AT_HUB -> 0;
            case DRAFT -> 1;
            case WAITING -> 2;
            case SENDING -> 3;
            case FAILED -> 4;
            case CONFLICT -> 5;
        };
    }

    /** The record and the files of one submission; empty if it is not here. */
    public List<Entry> of(ReadTx tx, DeviceTables tables, SubmissionId submission) {
        var row = tables.submissions().find(tx, submission.value());
        if (row.isEmpty()) {
            return List.of();
        }
        var entries = new ArrayList<Entry>();
        var agreed = row.get().baseSnapshot();
        entries.add(
                new Entry(
                        EntityType.SUBMISSIONS,
                        submission.value(),
                        row.get().payload().path("metadata").path("summary").asText(""),
                        Json.canonicalHash(row.get().payload()),
                        agreed == null ? null : Json.canonicalHash(agreed)));
        for (var media : tables.media().ofSubmission(tx, submission.value())) {
            var hash = new Sha256(media.payload().path("sha256").asText());
            var upload = tables.uploads().find(tx, media.id());
            boolean whole =
                    upload.map(u -> u.state() == MediaUploads.State.DONE)
                            .orElse(media.payload().has("uploaded_at"));
            entries.add(
                    new Entry(
                            EntityType.SUBMISSION_MEDIA,
                            media.id(),
                            media.payload().path("filename").asText(""),
                            hash,
                            whole ? hash : null));
        }
        return entries;
    }
}
