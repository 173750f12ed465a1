package org.fieldpost.hub;

import io.javalin.Javalin;
import java.net.URI;
import java.util.Map;
import org.fieldpost.kernel.Json;

/** The hub's HTTP server, on virtual threads. Its parts belong to whoever made them. */
public final class HubServer implements AutoCloseable {
    private final HubConfig config;
    private final HubParts parts;
    private final Javalin javalin;

    public HubServer(HubConfig config, HubParts parts) {
        this.config = config;
        this.parts = parts;
        this.javalin =
                Javalin.create(
                        javalin -> {
                            javalin.concurrency.useVirtualThreads = true;
                            javalin.startup.showJavalinBanner = false;
                            javalin.routes.get("/health", ctx -> ctx.result(health()));
                        });
    }

    private byte[] health() {
        return Json.bytes(
                Map.of(
                        "status",
                        "ok",
                        "version",
                        config.version(),
                        "time",
                        parts.clock().instant()));
    }

    /** Starts to listen; returns when requests are answered. */
    public HubServer start() {
        javalin.start(config.host(), config.port());
        return this;
    }

    /** The port it listens on. */
    public int port() {
        return javalin.port();
    }

    /** Where devices find it. */
    public URI address() {
        return URI.create("http://" + config.host() + ":" + port());
    }

    /** Answers the requests under way, then stops; later requests are refused. */
    @Override
    public void close() {
        javalin.stop();
    }
}
