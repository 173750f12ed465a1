package org.fieldpost.hub;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.UUID;
import org.fieldpost.contract.ConflictDecision;
import org.jspecify.annotations.Nullable;

/** {@code GET /conflicts}, {@code GET /conflicts/<id>}, {@code POST /conflicts/<id>/decision}: for supervisors. */
final class ConflictsResource {
    private static final int PAGE = 50;
    private final Hub hub;
    private final Exchange exchange;

    ConflictsResource(Hub hub, Exchange exchange) {
        this.hub = hub;
        this.exchange = exchange;
    }

    void register(RoutesConfig routes) {
        routes.get("/conflicts", this::list);
        routes.get("/conflicts/{id}", this::get);
        routes.post("/conflicts/{id}/decision", this::decide);
    }

    private void list(Context ctx) {
        var caller = exchange.caller(ctx);
        Exchange.json(ctx, hub.conflicts().list(caller, after(ctx), limit(ctx)));
    }

    private static @Nullable UUID after(Context ctx) {
        var text = ctx.queryParam("after");
        try {
            return text == null || text.isEmpty() ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Refused.malformed("after is the id of a conflict.");
        }
    }

    private static int limit(Context ctx) {
        var text = ctx.queryParam("limit");
        try {
            return text == null ? PAGE : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw Refused.malformed("limit is a number.");
        }
    }

    private void get(Context ctx) {
        var caller = exchange.caller(ctx);
        Exchange.json(ctx, hub.conflicts().get(caller, Exchange.id(ctx)));
    }

    private void decide(Context ctx) {
        var caller = exchange.caller(ctx);
        var decision = exchange.body(ctx, ConflictDecision.class);
        Exchange.json(ctx, hub.conflicts().decide(caller, Exchange.id(ctx), decision));
    }
}
