package org.fieldpost.hub;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;
import org.fieldpost.db.Dialect;
import org.fieldpost.kernel.Json;

/** The hub's HTTP server, on virtual threads. Its parts belong to whoever made them. */
public final class HubServer implements AutoCloseable {
    private static final Duration DRAIN_MAX = Duration.ofSeconds(30);
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
    // Whoever watches the hub is answered to the end.
    private static final Set<String> WATCHED = Set.of(HealthResource.PATH, MetricsResource.PATH);
    private final HubConfig config;
    private final HubParts parts;
    private final Hub hub;
    private final EventsResource events;
    private final Quota quota;
    private final Exchange exchange;
    private final InFlight inFlight = new InFlight();
    private final RequestLog log;
    private final Javalin javalin;

    public HubServer(HubConfig config, HubParts parts) {
        this.config = config;
        this.parts = parts;
        this.hub = new Hub(config, parts);
        var limits = config.limits();
        this.quota =
                parts.database().dialect() == Dialect.H2
                        ? Quota.ofOneProcess()
                        : Quota.shared(parts.database());
        this.exchange =
                new Exchange(hub, limits, rateLimit("device ", limits.requestsPerMinuteMax()));
        this.log = new RequestLog(hub.metrics());
        hub.metrics().watchRequests(inFlight::count);
        this.events = new EventsResource(hub, parts.database(), exchange);
        this.javalin = Javalin.create(this::configure);
    }

    private RateLimit rateLimit(String kind, int perMinuteMax) {
        return new RateLimit(parts.clock(), quota, kind, perMinuteMax);
    }

    private void configure(JavalinConfig javalin) {
        javalin.concurrency.useVirtualThreads = true;
        javalin.startup.showJavalinBanner = false;
        javalin.startup.showOldJavalinVersionWarning = false;
        javalin.requestLogger.http(log::end);
        javalin.routes.before(this::begin);
        resources(javalin.routes);
    }

    private void resources(RoutesConfig routes) {
        var limits = config.limits();
        new Errors().register(routes);
        new HealthResource(hub, inFlight).register(routes);
        new MetricsResource(parts, hub.metrics()).register(routes);
        var document = Json.bytes(ApiDocument.of(config.version()));
        routes.get("/openapi.json", ctx -> Exchange.json(ctx, document));
        var enrolments = rateLimit("enrol ", limits.enrolmentsPerMinuteMax());
        new EnrolResource(hub, exchange, enrolments, config.proxies()).register(routes);
        new SyncResource(hub, exchange, limits.pageRowsMax()).register(routes);
        new UploadResource(hub, exchange, limits).register(routes);
        new MediaResource(hub, exchange).register(routes);
        new ConflictsResource(hub, exchange).register(routes);
        events.register(routes);
        if (parts.adminSecret() != null) {
            new AdminResource(new AdminDesk(hub.administration()), exchange, parts.adminSecret())
                    .register(routes);
        }
    }

    /** What can be asked, as {@code GET /path/{id}}. */
    Set<String> routes() {
        var all = new TreeSet<String>();
        var router = javalin.unsafe.internalRouter;
        router.allHttpHandlers().stream()
                .map(handler -> handler.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod())
                .forEach(endpoint -> all.add(endpoint.method.name() + " " + endpoint.path));
        router.allWsHandlers().forEach(handler -> all.add("GET " + handler.getPath()));
        return all;
    }

    private void begin(Context ctx) {
        var given = ctx.header("X-Request-Id");
        boolean good = given != null && REQUEST_ID.matcher(given).matches();
        Exchange.setRequestId(ctx, good ? given : parts.ids().next().toString());
        RequestLog.begin(Exchange.requestId(ctx));
        if (WATCHED.contains(ctx.path())) {
            return;
        }
        if (!inFlight.begin()) {
            throw Errors.stopping();
        }
        // Javalin's own "after" comes before the answer is written.
        var request = ServletContextRequest.getServletContextRequest(ctx.req());
        Request.addCompletionListener(request, _ -> inFlight.end());
    }

    /** Starts to listen; returns when requests are answered. */
    public HubServer start() {
        javalin.start(config.host(), config.port());
        hub.jobs().start();
        return this;
    }

    /** The hub itself. */
    public Hub hub() {
        return hub;
    }

    /** Organizations, people, codes, devices, forms. */
    public HubAdministration administration() {
        return hub.administration();
    }

    /** The port it listens on. */
    public int port() {
        return javalin.port();
    }

    /** Where devices find it. */
    public URI address() {
        return URI.create("http://" + config.host() + ":" + port());
    }

    /**
     * Refuses new requests (503, and {@code /health} says so), tells listeners to come back, answers the requests under
     * way, for half a minute at most, then stops.
     */
    @Override
    public void close() {
        inFlight.refuse();
        hub.jobs().close();
        events.close();
        inFlight.drain(DRAIN_MAX);
        javalin.stop();
    }
}
