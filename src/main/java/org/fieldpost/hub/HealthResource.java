package org.fieldpost.hub;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.fieldpost.contract.HubHealth;

/** {@code GET /health}: alive, or going, and by which clock; no token. */
final class HealthResource {
    static final String PATH = "/health";
    private final Hub hub;
    private final InFlight inFlight;

    HealthResource(Hub hub, InFlight inFlight) {
        this.hub = hub;
        this.inFlight = inFlight;
    }

    void register(RoutesConfig routes) {
        routes.get(PATH, this::tell);
    }

    private void tell(Context ctx) {
        var health = hub.health();
        if (inFlight.isDraining()) {
            ctx.status(503).header("Retry-After", Integer.toString(Errors.BUSY_RETRY_SECONDS));
            health =
                    new HubHealth(
                            "draining",
                            health.version(),
                            health.epoch(),
                            health.time(),
                            health.start());
        }
        Exchange.json(ctx, health);
    }
}
