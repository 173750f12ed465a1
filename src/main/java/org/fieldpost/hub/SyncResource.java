package org.fieldpost.hub;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Objects;
import java.util.Optional;
import org.fieldpost.contract.LeaseRequest;
import org.fieldpost.contract.ManifestRequest;
import org.fieldpost.contract.OwnChanges;
import org.fieldpost.hub.store.DeviceTokensTable;

/** {@code /sync/push}, {@code /sync/changes}, {@code /sync/snapshot}, {@code /sync/lease}, {@code /sync/manifest}. */
final class SyncResource {
    private final Hub hub;
    private final Exchange exchange;
    private final int pageRowsMax;

    SyncResource(Hub hub, Exchange exchange, int pageRowsMax) {
        this.hub = hub;
        this.exchange = exchange;
        this.pageRowsMax = pageRowsMax;
    }

    void register(RoutesConfig routes) {
        routes.post("/sync/push", this::push);
        routes.get("/sync/changes", this::changes);
        routes.get("/sync/snapshot", this::snapshot);
        routes.post("/sync/lease", this::lease);
        routes.delete("/sync/lease/{id}", this::release);
        routes.post("/sync/manifest", this::manifest);
    }

    private void push(Context ctx) {
        Exchange.json(ctx, hub.push(pusher(ctx), exchange.body(ctx)));
    }

    /** Who pushes; what a suspended or revoked device pushes is kept before it is refused. */
    private Caller pusher(Context ctx) {
        try {
            return exchange.caller(ctx);
        } catch (Refused e) {
            boolean barred = e.status() == 401 || e.status() == 403;
            var holder =
                    barred
                            ? hub.quarantine().holder(Exchange.token(ctx))
                            : Optional.<DeviceTokensTable.Barred>empty();
            if (holder.isEmpty()) {
                throw e;
            }
            exchange.count(holder.get().device());
            throw hub.quarantine().keep(holder.get(), exchange.body(ctx));
        }
    }

    private void changes(Context ctx) {
        var caller = exchange.caller(ctx);
        Exchange.json(ctx, hub.changes(caller, ctx.queryParam("cursor"), limit(ctx), own(ctx)));
    }

    private static OwnChanges own(Context ctx) {
        try {
            return OwnChanges.decode(Objects.requireNonNullElse(ctx.queryParam("own"), ""));
        } catch (IllegalArgumentException e) {
            throw Refused.malformed("own is what a device was told of its changes.");
        }
    }

    private void snapshot(Context ctx) {
        var caller = exchange.caller(ctx);
        Exchange.json(ctx, hub.snapshot(caller, ctx.queryParam("after"), limit(ctx)));
    }

    private int limit(Context ctx) {
        var text = ctx.queryParam("limit");
        try {
            return text == null ? pageRowsMax : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw Refused.malformed("limit is a number.");
        }
    }

    private void lease(Context ctx) {
        var caller = exchange.caller(ctx);
        Exchange.json(ctx, hub.lease(caller, exchange.body(ctx, LeaseRequest.class)));
    }

    private void release(Context ctx) {
        hub.releaseLease(exchange.caller(ctx), Exchange.id(ctx));
        ctx.status(204);
    }

    private void manifest(Context ctx) {
        var caller = exchange.caller(ctx);
        Exchange.json(ctx, hub.manifest(caller, exchange.body(ctx, ManifestRequest.class)));
    }
}
