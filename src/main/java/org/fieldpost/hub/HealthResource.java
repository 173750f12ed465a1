package org.fieldpost.hub;

import io.javalin.config.RoutesConfig;

/** {@code GET /health}: alive, and by which clock; no token. */
final class HealthResource {
    private final Hub hub;

    HealthResource(Hub hub) {
        this.hub = hub;
    }

    void register(RoutesConfig routes) {
        routes.get("/health", ctx -> Exchange.json(ctx, hub.health()));
    }
}
