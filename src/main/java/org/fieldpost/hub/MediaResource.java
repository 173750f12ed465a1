package org.fieldpost.hub;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import org.fieldpost.hub.Downloads.Stored;

/**
 * {@code GET /media/<id>}: the bytes of a photo, or a range of them; {@code GET /forms/<id>/files/<sha256>}: those of a
 * form's choice list.
 */
final class MediaResource {
    private static final int BUFFER_BYTES = 64 * 1024;
    private final Hub hub;
    private final Exchange exchange;

    MediaResource(Hub hub, Exchange exchange) {
        this.hub = hub;
        this.exchange = exchange;
    }

    void register(RoutesConfig routes) {
        routes.get("/media/{id}", this::media);
        routes.get("/forms/{id}/files/{sha256}", this::formFile);
    }

    private void media(Context ctx) throws IOException {
        answer(ctx, hub.downloads().find(exchange.caller(ctx), Exchange.id(ctx)));
    }

    private void formFile(Context ctx) throws IOException {
        var caller = exchange.caller(ctx);
        answer(ctx, hub.downloads().formFile(caller, Exchange.id(ctx), ctx.pathParam("sha256")));
    }

    private void answer(Context ctx, Stored stored) throws IOException {
        long size = stored.size();
        var range = ByteRange.of(ctx.header("Range"), size);
        ctx.header("Accept-Ranges", "bytes");
        if (range == null) {
            ctx.header("Content-Range", "bytes */" + size);
            throw Refused.of(416, "FP-2416", "The file has no such range.");
        }
        if (range.length() < size) {
            ctx.status(206).header("Content-Range", range.header(size));
        }
        ctx.disableCompression()
                .header("ETag", "\"" + stored.sha256() + "\"")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Disposition", "attachment")
                .contentType(stored.contentType());
        ctx.res().setContentLengthLong(range.length());
        send(ctx, stored, range);
    }

    private void send(Context ctx, Stored stored, ByteRange range) throws IOException {
        try (var in = hub.downloads().open(stored, range.first(), range.length())) {
            var out = ctx.outputStream();
            var buffer = new byte[BUFFER_BYTES];
            long left = range.length();
            while (left > 0) {
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (n < 0) {
                    throw new IOException("the file became shorter: " + stored.sha256());
                }
                out.write(buffer, 0, n);
                left -= n;
            }
        }
    }
}
