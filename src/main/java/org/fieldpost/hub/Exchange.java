package org.fieldpost.hub;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.jspecify.annotations.Nullable;

/** What the resources have in common: who is calling, the bounded body, JSON out. */
final class Exchange {
    private static final String CALLER = "caller";
    private static final String REQUEST_ID = "request-id";
    private static final long DRAIN_FACTOR = 4;
    private static final String BEARER = "bearer ";
    private final Hub hub;
    private final HubLimits limits;
    private final RateLimit byDevice;

    Exchange(Hub hub, HubLimits limits, RateLimit byDevice) {
        this.hub = hub;
        this.limits = limits;
        this.byDevice = byDevice;
    }

    /** Who is calling, by their token; throws {@link Refused} when nobody known is. */
    Caller caller(Context ctx) {
        var caller = hub.caller(token(ctx));
        ctx.attribute(CALLER, caller);
        count(caller.device());
        return caller;
    }

    /** The token that came along; throws {@link Refused} when none did. */
    static String token(Context ctx) {
        var header = ctx.header("Authorization");
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            throw Enrolment.unknownToken();
        }
        return header.substring(BEARER.length()).strip();
    }

    /** Counts a request of a device; throws {@link Refused} 429 when it has had its share. */
    void count(UUID device) {
        byDevice.count(device.toString());
    }

    /** Who was found to be calling, for the log. */
    static @Nullable Caller callerOf(Context ctx) {
        return ctx.attribute(CALLER);
    }

    /** Whether the request carries this secret. */
    static boolean isSecret(Context ctx, Sha256 secret) {
        var header = ctx.header("Authorization");
        boolean bearer = header != null && header.toLowerCase(Locale.ROOT).startsWith(BEARER);
        var given = bearer && header != null ? header.substring(BEARER.length()).strip() : "";
        return MessageDigest.isEqual(
                Secrets.hashOfToken(given).hex().getBytes(StandardCharsets.US_ASCII),
                secret.hex().getBytes(StandardCharsets.US_ASCII));
    }

    static void setRequestId(Context ctx, String id) {
        ctx.attribute(REQUEST_ID, id);
        ctx.header("X-Request-Id", id);
    }

    static String requestId(Context ctx) {
        return ctx.attribute(REQUEST_ID) instanceof String id ? id : "-";
    }

    /** The body, unpacked if it came packed, within the bounds in both forms. */
    byte[] body(Context ctx) {
        try {
            var stream = ctx.bodyInputStream();
            if (ctx.req().getContentLengthLong() > limits.bodyBytesMax()) {
                drain(stream);
                throw tooLarge();
            }
            return "gzip".equalsIgnoreCase(ctx.header("Content-Encoding"))
                    ? bounded(new GZIPInputStream(stream))
                    : bounded(stream);
        } catch (ZipException e) {
            throw Refused.malformed("The body is not gzip.");
        } catch (IOException e) {
            throw Refused.malformed("The body ended early.");
        }
    }

    /** Takes in what is still being sent, within reason: a closed line would hide the answer from the sender. */
    private void drain(InputStream stream) throws IOException {
        long left = DRAIN_FACTOR * limits.bodyBytesMax();
        var buffer = new byte[16 * 1024];
        for (int n = stream.read(buffer); n >= 0 && left > 0; n = stream.read(buffer)) {
            left -= n;
        }
    }

    private byte[] bounded(InputStream stream) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var buffer = new byte[16 * 1024];
        for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
            if (bytes.size() + n > limits.bodyBytesMax()) {
                throw tooLarge();
            }
            bytes.write(buffer, 0, n);
        }
        return bytes.toByteArray();
    }

    private Refused tooLarge() {
        return Refused.tooLarge("A request has at most %d bytes.".formatted(limits.bodyBytesMax()));
    }

    /** The body as a record of ours. */
    <T> T body(Context ctx, Class<T> type) {
        T body;
        try {
            body = Json.read(body(ctx), type);
        } catch (Json.MalformedJson e) {
            throw notTaken();
        }
        if (body == null) { // JSON's null
            throw notTaken();
        }
        return body;
    }

    private static Refused notTaken() {
        return Refused.malformed("The body is not what this path takes.");
    }

    /** An id in the path. */
    static UUID id(Context ctx) {
        try {
            return UUID.fromString(ctx.pathParam("id"));
        } catch (IllegalArgumentException e) {
            throw Refused.unknown("No such thing.");
        }
    }

    static void json(Context ctx, byte[] body) {
        ctx.contentType("application/json").result(body);
    }

    static void json(Context ctx, Object body) {
        json(ctx, Json.bytes(body));
    }
}
