package org.fieldpost.hub;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import org.fieldpost.hub.Downloads.Stored;
import org.fieldpost.kernel.Sha256;

/**
 * {@code GET /media/<id>}: the bytes of a photo, or a range of them; {@code GET /forms/<id>/files/<sha256>}: those of a
 * form's choice list.
 */
final class MediaResource {
    private static final System.Logger LOG = System.getLogger(MediaResource.class.getName());
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int DAMAGED_RETRY_SECONDS = 3_600;
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

    /**
     * Sends what was asked for. A whole file is hashed on the way, and what came last is kept back until it is known
     * to be right: nobody gets to the end of a file that the store has damaged.
     */
    private void send(Context ctx, Stored stored, ByteRange range) throws IOException {
        boolean whole = range.length() == stored.size();
        var digest = Sha256.digest();
        try (var in = hub.downloads().open(stored, range.first(), range.length())) {
            var buffer = new byte[BUFFER_BYTES];
            long left = range.length();
            while (left > 0) {
                int n = in.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
                digest.update(buffer, 0, n);
                left -= n;
                boolean wrong =
                        left == 0
                                && whole
                                && !Sha256.ofDigest(digest.digest()).hex().equals(stored.sha256());
                if (n == 0 || wrong) {
                    throw damaged(ctx, stored);
                }
                ctx.res().getOutputStream().write(buffer, 0, n);
            }
        }
    }

    private Refused damaged(Context ctx, Stored stored) {
        LOG.log(
                System.Logger.Level.ERROR,
                "FP-2509 the file {0} of organization {1} is damaged in the store",
                stored.sha256(),
                stored.organization());
        hub.metrics().damaged();
        if (!ctx.res().isCommitted()) {
            ctx.res().reset();
            Exchange.setRequestId(ctx, Exchange.requestId(ctx));
        }
        return Refused.forNow(
                500, "FP-2509", "The hub's copy of this file is damaged.", DAMAGED_RETRY_SECONDS);
    }
}
