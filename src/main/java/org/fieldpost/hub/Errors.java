package org.fieldpost.hub;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.concurrent.RejectedExecutionException;
import org.fieldpost.contract.ErrorBody;

/** Turns whatever goes wrong into an {@link ErrorBody}; what is our fault goes to the log, never to the caller. */
final class Errors {
    private static final System.Logger LOG = System.getLogger(Errors.class.getName());
    static final int BUSY_RETRY_SECONDS = 5;
    private static final int STORE_RETRY_SECONDS = 30;

    void register(RoutesConfig routes) {
        routes.exception(Refused.class, Errors::refused);
        routes.exception(HttpResponseException.class, Errors::http);
        routes.exception(VaultUnreachable.class, (e, ctx) -> refused(unreachable(e), ctx));
        routes.exception(RejectedExecutionException.class, Errors::stopping);
        routes.exception(Exception.class, Errors::internal);
    }

    static void refused(Refused e, Context ctx) {
        if (e.retryAfterSeconds() != null) {
            ctx.header("Retry-After", e.retryAfterSeconds().toString());
        }
        if (e.status() == 401) {
            ctx.header("WWW-Authenticate", "Bearer");
        }
        tell(ctx, e.status(), e.body());
    }

    private static void http(HttpResponseException e, Context ctx) {
        var body = new ErrorBody("FP-2" + e.getStatus(), String.valueOf(e.getMessage()), false);
        tell(ctx, e.getStatus(), body);
    }

    private static void stopping(RejectedExecutionException e, Context ctx) {
        refused(stopping(), ctx);
    }

    static Refused stopping() {
        return Refused.forNow(503, "FP-2503", "The hub is stopping.", BUSY_RETRY_SECONDS);
    }

    /** The photos' store does not answer: all else goes on. */
    static Refused unreachable(VaultUnreachable e) {
        LOG.log(System.Logger.Level.WARNING, "{0}", e.getMessage());
        return Refused.forNow(
                503,
                "FP-2508",
                "The hub's store of photos cannot be reached.",
                STORE_RETRY_SECONDS);
    }

    private static void internal(Exception e, Context ctx) {
        LOG.log(
                System.Logger.Level.ERROR,
                "request {0} failed: {1}",
                Exchange.requestId(ctx),
                FailureText.of(e));
        var message = "The hub failed; its log says why, under " + Exchange.requestId(ctx) + ".";
        tell(ctx, 500, new ErrorBody("FP-2500", message, true));
    }

    private static void tell(Context ctx, int status, ErrorBody body) {
        if (ctx.res().isCommitted()) {
            // Part of an answer is on its way; it ends early, which its reader sees by its length.
            return;
        }
        ctx.status(status);
        Exchange.json(ctx, body);
    }
}
