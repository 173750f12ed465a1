package org.fieldpost.hub;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.fieldpost.hub.store.DevicesSeen;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /metrics}: numbers for Prometheus, for whoever asks from this machine itself, or with the secret of the
 * hub's administration. A request that a proxy passed on does not come from this machine, wherever the proxy runs.
 */
final class MetricsResource {
    static final String PATH = "/metrics";
    private static final List<String> PASSED_ON =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");
    private static final Duration COUNTED_EVERY = Duration.ofMinutes(1);
    private final HubParts parts;
    private final HubMetrics metrics;
    private final AtomicReference<@Nullable Counted> counted = new AtomicReference<>();

    /** Devices as they were counted. */
    private record Counted(Instant at, DevicesSeen seen) {}

    MetricsResource(HubParts parts, HubMetrics metrics) {
        this.parts = parts;
        this.metrics = metrics;
        metrics.watchPools(parts.database());
        metrics.watchDevices(this::devices);
    }

    void register(RoutesConfig routes) {
        routes.get(PATH, this::tell);
    }

    private void tell(Context ctx) {
        boolean known = parts.adminSecret() != null && Exchange.isSecret(ctx, parts.adminSecret());
        if (!known && !isFromHere(ctx)) {
            throw Refused.notAllowed("The numbers are told on the hub's own machine only.");
        }
        ctx.contentType("text/plain; version=0.0.4; charset=utf-8").result(metrics.text());
    }

    private static boolean isFromHere(Context ctx) {
        try {
            return PASSED_ON.stream().allMatch(header -> ctx.header(header) == null)
                    && InetAddress.getByName(ctx.req().getRemoteAddr()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Counting reads all devices, so it is done once a minute at most. */
    private DevicesSeen devices() {
        var now = parts.clock().instant();
        var last = counted.get();
        if (last == null || last.at().plus(COUNTED_EVERY).isBefore(now)) {
            last = new Counted(now, parts.database().read(tx -> DevicesSeen.count(tx, now)));
            counted.set(last);
        }
        return last.seen();
    }
}
