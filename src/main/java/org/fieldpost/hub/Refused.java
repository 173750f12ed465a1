package org.fieldpost.hub;

import org.fieldpost.contract.ErrorBody;
import org.jspecify.annotations.Nullable;

/** A request the hub does not serve, and what to tell about it. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int status;
    private final transient ErrorBody body;
    private final @Nullable Long retryAfterSeconds;

    private Refused(int status, ErrorBody body, @Nullable Long retryAfterSeconds) {
        super(body.code() + ": " + body.message());
        this.status = status;
        this.body = body;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    static Refused of(int status, String code, String message) {
        return new Refused(status, new ErrorBody(code, message, false), null);
    }

    static Refused forNow(int status, String code, String message, long retryAfterSeconds) {
        return new Refused(status, new ErrorBody(code, message, true), retryAfterSeconds);
    }

    static Refused malformed(String what) {
        return of(400, "FP-2400", what);
    }

    static Refused unknown(String what) {
        return of(404, "FP-2404", what);
    }

    static Refused tooLarge(String what) {
        return of(413, "FP-2413", what);
    }

    static Refused notAllowed(String what) {
        return of(403, "FP-2403", what);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** What to tell. */
    public ErrorBody body() {
        return body;
    }

    /** When to try again, if that makes sense. */
    public @Nullable Long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
