package org.fieldpost.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.function.LongSupplier;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.WriteTx;
import org.fieldpost.kernel.Json;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.OutboxFigures;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.store.TelemetryBacklog;
import org.jspecify.annotations.Nullable;

/**
 * How this laptop is, for those who look after it: one row every so often, through the outbox like any record, but
 * never in the way of one. Offline, only the newest are kept.
 */
final class TelemetryEmitter {
    private static final System.Logger LOG = System.getLogger(TelemetryEmitter.class.getName());
    private static final EnumSet<OutboxStatus> WAITING =
            EnumSet.of(OutboxStatus.PENDING, OutboxStatus.IN_FLIGHT, OutboxStatus.FAILED);
    private final LocalStore store;
    private final SyncSettings.Telemetry settings;
    private final SyncTools tools;
    private final OutboxFigures figures = new OutboxFigures();
    private final TelemetryBacklog backlog = new TelemetryBacklog();
    // Touched by the one thread that runs.
    private @Nullable Instant writtenAt;

    TelemetryEmitter(LocalStore store, SyncSettings.Telemetry settings, SyncTools tools) {
        this.store = store;
        this.settings = settings;
        this.tools = tools;
    }

    /** Writes a row unless one was written lately, or the hub has not told yet who this laptop is; whether it did. */
    boolean emit(@Nullable SyncReport last) {
        // Between two rows there is only something to do after a run that brought or sent some.
        boolean moved = last != null && last.hasMoved();
        var now = tools.clock().instant();
        if (!moved && writtenAt != null && !isTime(writtenAt, now)) {
            return false;
        }
        boolean wrote = write(now, last);
        writtenAt = wrote ? now : writtenAt;
        return wrote;
    }

    private boolean write(Instant now, @Nullable SyncReport last) {
        return store.database()
                .write(
                        tx -> {
                            backlog.trim(
                                    tx,
                                    store.tables(),
                                    settings.unsentMax(),
                                    settings.keptMax(),
                                    now);
                            if (!isTime(tx, now) || !isKnown(tx)) {
                                return false;
                            }
                            store.tables().syncState().saveTelemetryAt(tx, now);
                            write(tx, now, last);
                            return true;
                        });
    }

    /** A clock that was set back is no reason to be silent until it has caught up. */
    private boolean isTime(Instant written, Instant now) {
        return Duration.between(written, now).abs().compareTo(settings.interval()) >= 0;
    }

    private boolean isTime(WriteTx tx, Instant now) {
        writtenAt = store.tables().syncState().telemetryAt(tx).orElse(null);
        return writtenAt == null || isTime(writtenAt, now);
    }

    /** A row that refers to a device nobody has here would not pass the gate. */
    private boolean isKnown(WriteTx tx) {
        return store.tables()
                .rows(EntityType.MOBILE_DEVICES)
                .find(tx, store.enrolment().device().value())
                .isPresent();
    }

    private void write(WriteTx tx, Instant now, @Nullable SyncReport last) {
        var payload = Json.object().put("device_id", store.enrolment().device().toString());
        payload.set("metrics", metrics(tx, now, last));
        payload.put("created_at", now.toString());
        store.writes()
                .apply(
                        tx,
                        new Mutation.SaveEntity(
                                tools.ids().next(),
                                now,
                                EntityType.TELEMETRY,
                                tools.ids().next(),
                                payload,
                                tools.ids().next()));
    }

    private ArrayNode metrics(WriteTx tx, Instant now, @Nullable SyncReport last) {
        var metrics = new Metrics(now);
        var tables = store.tables();
        var counts = tables.outbox().counts(tx);
        var ours = figures.unfinished(tx, EntityType.TELEMETRY);
        long depth = WAITING.stream().mapToLong(s -> counts.of(s) - ours.getOrDefault(s, 0L)).sum();
        metrics.add("outbox_depth", depth);
        metrics.add(
                "outbox_oldest_seconds",
                figures.oldestWork(tx)
                        .map(at -> Math.max(0, Duration.between(at, now).toSeconds()))
                        .orElse(0L));
        metrics.add(
                "dead_letters",
                counts.of(OutboxStatus.DEAD_LETTER)
                        - ours.getOrDefault(OutboxStatus.DEAD_LETTER, 0L));
        metrics.add("conflicts", counts.of(OutboxStatus.CONFLICT));
        var files = tables.uploads().remaining(tx);
        metrics.add("files_waiting", files.files());
        metrics.add("file_bytes_waiting", files.bytes());
        if (last != null) {
            metrics.add("last_run_outcome", TextNode.valueOf(last.outcome().name()));
            metrics.add(
                    "last_run_millis",
                    Math.max(0, Duration.between(last.startedAt(), last.endedAt()).toMillis()));
        }
        tables.syncState()
                .clock(tx)
                .ifPresent(clock -> metrics.add("clock_skew_millis", clock.skew().toMillis()));
        metrics.add("database_bytes", tools.figures()::databaseBytes);
        metrics.add("free_disk_bytes", tools.figures()::freeBytes);
        metrics.add("app_version", TextNode.valueOf(tools.figures().appVersion()));
        return metrics.all;
    }

    /** Figures of one moment. */
    private static final class Metrics {
        private final ArrayNode all = Json.array();
        private final String at;

        Metrics(Instant at) {
            this.at = at.toString();
        }

        void add(String name, long value) {
            add(name, LongNode.valueOf(value));
        }

        void add(String name, JsonNode value) {
            all.addObject().put("name", name).put("timestamp", at).set("value", value);
        }

        /** A figure that cannot be had is left out. */
        void add(String name, LongSupplier figure) {
            try {
                add(name, figure.getAsLong());
            } catch (UncheckedIOException e) {
                LOG.log(System.Logger.Level.DEBUG, "no figure " + name, e);
            }
        }
    }
}
