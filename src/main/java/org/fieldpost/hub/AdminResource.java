package org.fieldpost.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;

/**
 * {@code POST /admin/<what>}: the administration of a running hub, for the command line on the same machine. It
 * wants the
 * secret that this process wrote into a file only its owner can read.
 */
final class AdminResource {
    private final AdminDesk desk;
    private final Exchange exchange;
    private final Sha256 secret;

    AdminResource(AdminDesk desk, Exchange exchange, Sha256 secret) {
        this.desk = desk;
        this.exchange = exchange;
        this.secret = secret;
    }

    void register(RoutesConfig routes) {
        routes.post("/admin/code", ctx -> answer(ctx, desk::code));
        routes.post("/admin/publish", ctx -> answer(ctx, desk::publish));
        routes.post("/admin/device-status", ctx -> answer(ctx, desk::setDeviceStatus));
        routes.post("/admin/release", ctx -> answer(ctx, desk::release));
        routes.post("/admin/jobs", ctx -> answer(ctx, desk::jobs));
        routes.post("/admin/users", ctx -> answer(ctx, desk::users));
        routes.post("/admin/devices", ctx -> answer(ctx, desk::devices));
    }

    private void answer(Context ctx, Function<ObjectNode, ? extends JsonNode> work) {
        Exchange.json(ctx, Json.write(work.apply(request(ctx))).getBytes(StandardCharsets.UTF_8));
    }

    private ObjectNode request(Context ctx) {
        if (!Exchange.isSecret(ctx, secret)) {
            throw Refused.of(401, "FP-2401", "This is not the secret of this hub.");
        }
        try {
            if (Json.parse(exchange.body(ctx)) instanceof ObjectNode request) {
                return request;
            }
        } catch (Json.MalformedJson e) {
            throw Refused.malformed("The body is not JSON.");
        }
        throw Refused.malformed("The body is not an object.");
    }
}
