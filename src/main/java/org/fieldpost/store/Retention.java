package org.fieldpost.store;

import java.time.Duration;
import java.time.Instant;
import org.fieldpost.db.WriteTx;

/** What a device forgets by the clock; nothing unsent is ever among it. */
public final class Retention {
    /** Seed 000: {@code archive_after_1year}. */
    public static final Duration ID_MAPPINGS = Duration.ofDays(365);

    /** As long as the hub remembers deletions. */
    public static final Duration TOMBSTONES = Duration.ofDays(180);

    /** Commands the hub has acknowledged. */
    public static final Duration COMMANDS = Duration.ofDays(30);

    /** As long as the hub keeps it. */
    public static final Duration TELEMETRY = Duration.ofDays(90);

    private final DeviceTables tables;

    public Retention(DeviceTables tables) {
        this.tables = tables;
    }

    /** How much went. */
    public record Forgotten(int idMappings, int tombstones, int commands, int telemetry) {
        public boolean isNothing() {
            return idMappings + tombstones + commands + telemetry == 0;
        }
    }

    /** Forgets what is older than its time at {@code now}. */
    public Forgotten run(WriteTx tx, Instant now) {
        return new Forgotten(
                tables.idMap().archive(tx, now.minus(ID_MAPPINGS), now),
                tables.tombstones().purgeSynced(tx, now.minus(TOMBSTONES)),
                tables.outbox().purgeCompleted(tx, now.minus(COMMANDS)),
                tx.handle()
                        .createUpdate(
                                """
                                DELETE FROM telemetry
                                WHERE created_at < :before AND NOT dirty AND row_version IS NOT NULL
                                """)
                        .bind("before", Sql.time(now.minus(TELEMETRY)))
                        .execute());
    }
}
