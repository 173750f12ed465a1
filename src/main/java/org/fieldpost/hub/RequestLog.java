package org.fieldpost.hub;

import io.javalin.http.Context;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One line for each request, and the request's id in every line that is written on its behalf ({@code request} in the
 * MDC; the database's threads take it over). Queries, bodies and headers hold answers and tokens and are never
 * logged; a path is only logged when it is one of ours, so that nothing a caller made up gets in.
 */
final class RequestLog {
    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);
    private static final String REQUEST = "request";
    private static final String NOT_OURS = "unknown";
    private final HubMetrics metrics;

    RequestLog(HubMetrics metrics) {
        this.metrics = metrics;
    }

    static void begin(String id) {
        MDC.put(REQUEST, id);
    }

    void end(Context ctx, Float millis) {
        var endpoint = ctx.endpoints().lastHttpEndpoint();
        boolean ours = endpoint != null && endpoint.path.startsWith("/");
        var template = ours ? endpoint.path : NOT_OURS;
        metrics.requested(
                ctx.method().name(),
                template,
                ctx.statusCode(),
                Duration.ofNanos((long) (millis * 1e6)));
        var caller = Exchange.callerOf(ctx);
        LOG.atInfo()
                .addKeyValue("method", ctx.method().name())
                .addKeyValue("path", ours ? ctx.path() : NOT_OURS)
                .addKeyValue("status", ctx.statusCode())
                .addKeyValue("millis", millis.longValue())
                .addKeyValue("organization", caller == null ? "-" : caller.organization())
                .addKeyValue("device", caller == null ? "-" : caller.device())
                .log("answered");
        MDC.remove(REQUEST);
    }
}
