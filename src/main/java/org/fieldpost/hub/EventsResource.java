package org.fieldpost.hub;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.fieldpost.db.Database;
import org.fieldpost.db.Notices;
import org.fieldpost.kernel.Listeners;

/** {@code GET /events}: a WebSocket that hints at news; a lost hint costs only time. */
final class EventsResource implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EventsResource.class.getName());
    private static final String ORGANIZATION = "organization";
    private static final String HINT = "{\"type\":\"changed\"}";
    private static final String CHANNEL = "fieldpost_grown";
    private static final int SERVICE_RESTART = 1012;
    private static final int SESSIONS_MAX = 10_000;
    private final Exchange exchange;
    private final Notices notices;
    private final Listeners.Subscription subscription;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Map<WsContext, UUID> sessions = new ConcurrentHashMap<>();

    EventsResource(Hub hub, Database database, Exchange exchange) {
        this.exchange = exchange;
        this.notices = database.notices(CHANNEL, this::heard);
        this.subscription = hub.grown().add(this::grown);
        hub.metrics().watchSockets(sessions::size);
    }

    private void grown(UUID organization) {
        notices.tell(organization.toString());
        hint(organization);
    }

    /** Another process has taken changes in, or this one may not have heard of some. */
    private void heard(String word) {
        if (word.equals(Notices.MISSED)) {
            sessions.keySet().forEach(this::send);
        } else {
            hint(UUID.fromString(word));
        }
    }

    void register(RoutesConfig routes) {
        routes.wsBeforeUpgrade("/events", this::admit);
        routes.ws("/events", this::listen);
    }

    private void admit(Context ctx) {
        if (closing.get()) {
            throw Errors.stopping();
        }
        var caller = exchange.caller(ctx);
        if (sessions.size() >= SESSIONS_MAX) {
            throw Refused.forNow(503, "FP-2503", "Too many listeners.", 60);
        }
        ctx.attribute(ORGANIZATION, caller.organization());
    }

    private void listen(WsConfig socket) {
        socket.onConnect(
                ctx -> {
                    if (ctx.attribute(ORGANIZATION) instanceof UUID organization) {
                        ctx.enableAutomaticPings();
                        sessions.put(ctx, organization);
                    } else {
                        ctx.closeSession();
                    }
                });
        socket.onClose(sessions::remove);
        socket.onError(sessions::remove);
    }

    private void hint(UUID organization) {
        sessions.forEach(
                (ctx, owner) -> {
                    if (owner.equals(organization)) {
                        send(ctx);
                    }
                });
    }

    private void send(WsContext ctx) {
        try {
            ctx.send(HINT);
        } catch (RuntimeException e) {
            sessions.remove(ctx);
            LOG.log(System.Logger.Level.DEBUG, "a listener is gone", e);
        }
    }

    /** Tells a listener that this process ends and another, or this one, can be asked again (RFC 6455: 1012). */
    private static void sendAway(WsContext ctx) {
        try {
            ctx.closeSession(SERVICE_RESTART, "reconnect");
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "a listener is gone", e);
        }
    }

    @Override
    public void close() {
        subscription.close();
        notices.close();
        closing.set(true);
        sessions.keySet().forEach(EventsResource::sendAway);
    }
}
