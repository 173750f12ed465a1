package org.fieldpost.hub;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** {@code POST /media}, {@code HEAD} and {@code PATCH /media/uploads/<id>}: tus 1.0, creation and expiration. */
final class UploadResource {
    private static final String TUS = "1.0.0";
    private static final String OFFSET_TYPE = "application/offset+octet-stream";
    private final Hub hub;
    private final Exchange exchange;
    private final HubLimits limits;

    UploadResource(Hub hub, Exchange exchange, HubLimits limits) {
        this.hub = hub;
        this.exchange = exchange;
        this.limits = limits;
    }

    void register(RoutesConfig routes) {
        routes.options("/media", this::describe);
        routes.post("/media", this::create);
        routes.head("/media/uploads/{id}", this::find);
        routes.patch("/media/uploads/{id}", this::append);
    }

    private void describe(Context ctx) {
        ctx.header("Tus-Resumable", TUS)
                .header("Tus-Version", TUS)
                .header("Tus-Extension", "creation,expiration")
                .header("Tus-Max-Size", Long.toString(limits.mediaBytesMax()))
                .status(204);
    }

    private void create(Context ctx) {
        var caller = begin(ctx);
        var metadata = metadata(ctx.header("Upload-Metadata"));
        var sha256 = metadata.getOrDefault("sha256", "");
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw Refused.malformed("Upload-Metadata names id and sha256.");
        }
        var progress =
                hub.uploads()
                        .create(caller, mediaId(metadata), sha256, number(ctx, "Upload-Length"));
        tell(ctx, progress.offset());
        ctx.header("Location", "/media/uploads/" + progress.upload().id())
                .header("Upload-Expires", HttpDates.write(progress.upload().expires()))
                .status(201);
    }

    private static UUID mediaId(Map<String, String> metadata) {
        try {
            return UUID.fromString(metadata.getOrDefault("id", ""));
        } catch (IllegalArgumentException e) {
            throw Refused.malformed("Upload-Metadata names id and sha256.");
        }
    }

    private void find(Context ctx) {
        var caller = begin(ctx);
        var progress = hub.uploads().find(caller, Exchange.id(ctx));
        tell(ctx, progress.offset());
        ctx.header("Upload-Length", Long.toString(progress.upload().bytes()))
                .header("Upload-Expires", HttpDates.write(progress.upload().expires()))
                .header("Cache-Control", "no-store")
                .status(200);
    }

    private void append(Context ctx) {
        var caller = begin(ctx);
        if (!OFFSET_TYPE.equals(ctx.contentType())) {
            throw Refused.of(415, "FP-2415", "The content type is " + OFFSET_TYPE + ".");
        }
        long offset = number(ctx, "Upload-Offset");
        tell(ctx, hub.uploads().append(caller, Exchange.id(ctx), offset, ctx.bodyInputStream()));
        ctx.status(204);
    }

    private Caller begin(Context ctx) {
        ctx.header("Tus-Resumable", TUS);
        var caller = exchange.caller(ctx);
        if (!TUS.equals(ctx.header("Tus-Resumable"))) {
            ctx.header("Tus-Version", TUS);
            throw Refused.of(412, "FP-2412", "Uploads speak tus " + TUS + ".");
        }
        return caller;
    }

    private static void tell(Context ctx, long offset) {
        ctx.header("Upload-Offset", Long.toString(offset));
    }

    private static long number(Context ctx, String header) {
        var text = ctx.header(header);
        if (text == null || !text.matches("\\d{1,18}")) {
            throw Refused.malformed(header + " is a number of bytes.");
        }
        return Long.parseLong(text);
    }

    /** {@code key base64, key base64, ...} as tus writes it. */
    private static Map<String, String> metadata(@org.jspecify.annotations.Nullable String header) {
        var metadata = new HashMap<String, String>();
        for (var pair : header == null ? new String[0] : header.split(",", -1)) {
            var parts = pair.strip().split(" ", 2);
            try {
                var value =
                        parts.length < 2
                                ? new byte[0]
                                : Base64.getDecoder().decode(parts[1].strip());
                metadata.put(parts[0], new String(value, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw Refused.malformed("Upload-Metadata is not base64.");
            }
        }
        return metadata;
    }
}
