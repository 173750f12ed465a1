package org.fieldpost.hub;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.fieldpost.contract.CommandResult.Outcome;
import org.fieldpost.db.Database;
import org.fieldpost.hub.store.DevicesSeen;

/**
 * What this process has done since it began, in numbers for Prometheus. No number is told by organization, person or
 * device: who may read the numbers learns how busy the hub is and nothing about its tenants.
 */
final class HubMetrics {
    private static final double[] SECONDS = {
        0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
    };
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Histogram requests =
            Histogram.builder()
                    .name("fieldpost_http_request_seconds")
                    .help("Time from a request's head to its answer.")
                    .labelNames("method", "path", "status")
                    .classicOnly()
                    .classicUpperBounds(SECONDS)
                    .register(registry);
    private final Counter commands =
            counter("fieldpost_push_commands", "Push commands answered.", "outcome");
    private final Counter receipts =
            counter("fieldpost_push_receipts", "Pushes answered, anew or again.", "kind");
    private final Counter changes = counter("fieldpost_changes_sent", "Changes sent in pages.");
    private final Counter uploadBytes =
            counter("fieldpost_upload_bytes", "Bytes of photos taken in.");
    private final Counter damaged =
            counter("fieldpost_media_damaged", "Files found damaged in the store when read.");
    private final Counter leases = counter("fieldpost_leases", "Leases asked for.", "answer");

    private Counter counter(String name, String help, String... labels) {
        return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
    }

    void requested(String method, String path, int status, Duration took) {
        requests.labelValues(method, path, Integer.toString(status)).observe(took.toNanos() / 1e9);
    }

    void answered(Outcome outcome) {
        commands.labelValues(outcome.name()).inc();
    }

    void receipt(boolean again) {
        receipts.labelValues(again ? "again" : "new").inc();
    }

    void sent(int count) {
        changes.inc(count);
    }

    void uploaded(long bytes) {
        uploadBytes.inc(bytes);
    }

    void damaged() {
        damaged.inc();
    }

    void leased(boolean granted) {
        leases.labelValues(granted ? "granted" : "refused").inc();
    }

    /** Shows how many requests are being answered. */
    void watchRequests(IntSupplier underWay) {
        GaugeWithCallback.builder()
                .name("fieldpost_requests_under_way")
                .help("Requests being answered now.")
                .callback(told -> told.call(underWay.getAsInt()))
                .register(registry);
    }

    /** Shows how many sockets listen for news. */
    void watchSockets(IntSupplier open) {
        GaugeWithCallback.builder()
                .name("fieldpost_events_sockets")
                .help("Devices listening for news.")
                .callback(told -> told.call(open.getAsInt()))
                .register(registry);
    }

    /** Shows how busy the database's connections are, where it has several. */
    void watchPools(Database database) {
        GaugeWithCallback.builder()
                .name("fieldpost_database_connections")
                .help("Connections to the database, and callers waiting for one.")
                .labelNames("pool", "state")
                .callback(
                        told -> {
                            for (var load : database.load()) {
                                told.call(load.active(), load.pool(), "active");
                                told.call(load.idle(), load.pool(), "idle");
                                told.call(load.waiting(), load.pool(), "waiting");
                            }
                        })
                .register(registry);
    }

    /** Shows when the active devices of the whole hub were last here. */
    void watchDevices(Supplier<DevicesSeen> seen) {
        GaugeWithCallback.builder()
                .name("fieldpost_devices")
                .help("Active devices by when they were last here.")
                .labelNames("seen")
                .callback(
                        told -> {
                            var now = seen.get();
                            told.call((double) now.withinHour(), "hour");
                            told.call((double) now.withinDay(), "day");
                            told.call((double) now.withinWeek(), "week");
                            told.call((double) now.earlier(), "earlier");
                        })
                .register(registry);
    }

    /** All of it, as Prometheus reads it. */
    byte[] text() {
        var bytes = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create()
                    .write(bytes, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
