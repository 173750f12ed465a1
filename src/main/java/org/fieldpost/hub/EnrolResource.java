package org.fieldpost.hub;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Collections;
import org.fieldpost.contract.EnrolRequest;

/** {@code POST /enrol}: a code for a token; attempts from one address are counted. */
final class EnrolResource {
    private final Hub hub;
    private final Exchange exchange;
    private final RateLimit byAddress;
    private final TrustedProxies proxies;

    EnrolResource(Hub hub, Exchange exchange, RateLimit byAddress, TrustedProxies proxies) {
        this.proxies = proxies;
        this.hub = hub;
        this.exchange = exchange;
        this.byAddress = byAddress;
    }

    void register(RoutesConfig routes) {
        routes.post("/enrol", this::enrol);
    }

    private void enrol(Context ctx) {
        var forwarded = Collections.list(ctx.req().getHeaders("X-Forwarded-For"));
        byAddress.count(proxies.caller(ctx.req().getRemoteAddr(), forwarded));
        Exchange.json(ctx, hub.enrol(exchange.body(ctx, EnrolRequest.class)));
    }
}
