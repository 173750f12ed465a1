package org.fieldpost.hubclient;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.sync.HubAnswer;
import org.fieldpost.sync.HubApi.MediaFile;
import org.fieldpost.sync.HubApi.Upload;
import org.fieldpost.sync.HubFailure;
import org.jspecify.annotations.Nullable;

/** Files by tus 1.0 one way and by range requests the other. */
final class HttpMedia {
    private static final MediaType CHUNK = MediaType.get("application/offset+octet-stream");
    private static final MediaType BYTES = MediaType.get("application/octet-stream");
    private static final int COPY_BYTES = 64 * 1024;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int PARTIAL_CONTENT = 206;
    private final HttpCalls calls;

    HttpMedia(HttpCalls calls) {
        this.calls = calls;
    }

    HubAnswer<Upload> create(MediaFile file) {
        var metadata =
                String.join(
                        ",",
                        pair("id", file.id().toString()),
                        pair("sha256", file.sha256()),
                        pair("filename", file.filename()),
                        pair("contentType", file.contentType()));
        var request =
                tus(calls.request("media"))
                        .header("Upload-Length", Long.toString(file.sizeBytes()))
                        .header("Upload-Metadata", metadata)
                        .post(RequestBody.create(new byte[0], BYTES));
        return calls.call(
                request.build(),
                reply -> {
                    var location = reply.headers().get("Location");
                    var path = location == null ? null : calls.pathOf(location);
                    if (path == null) {
                        return Failures.notTheHub("an upload without a place");
                    }
                    var offset = offset(reply);
                    return new HubAnswer.Success<>(new Upload(path, offset == null ? 0 : offset));
                });
    }

    HubAnswer<Upload> offset(String location) {
        return switch (calls.exchange(tus(calls.requestAt(location)).head().build())) {
            case HubAnswer.Success<HttpReply>(HttpReply reply) -> {
                if (reply.isSuccess()) {
                    yield uploadAt(location, reply);
                }
                // A HEAD answer has no body, so these cannot come in the hub's words.
                boolean forgotten = reply.status() == 404 || reply.status() == 410;
                yield new HubAnswer.Failed<>(forgotten ? Failures.forgotten() : Failures.of(reply));
            }
            case HubAnswer.Failed<HttpReply>(HubFailure failure) -> new HubAnswer.Failed<>(failure);
        };
    }

    HubAnswer<Upload> append(String location, long offset, byte[] chunk) {
        var request =
                tus(calls.requestAt(location))
                        .header("Upload-Offset", Long.toString(offset))
                        .patch(RequestBody.create(chunk, CHUNK));
        return calls.call(request.build(), reply -> uploadAt(location, reply));
    }

    HubAnswer<Long> download(UUID id, long from, OutputStream sink) {
        return fetch("media/" + id, from, sink);
    }

    HubAnswer<Long> formFile(UUID form, Sha256 hash, long from, OutputStream sink) {
        return fetch("forms/" + form + "/files/" + hash.hex(), from, sink);
    }

    private HubAnswer<Long> fetch(String path, long from, OutputStream sink) {
        var request = calls.request(path).header("Range", "bytes=" + from + "-").get().build();
        try (var response = calls.execute(calls.patient(), request)) {
            if (response.code() == RANGE_NOT_SATISFIABLE && from > 0) {
                return new HubAnswer.Success<>(0L);
            }
            if (!response.isSuccessful()) {
                return new HubAnswer.Failed<>(Failures.of(calls.readWhole(response)));
            }
            return copy(response, response.code() == PARTIAL_CONTENT ? 0 : from, sink);
        } catch (IOException e) {
            return Failures.unreachable(e);
        }
    }

    /** Copies a body, leaving out the first {@code skip} bytes (a hub that gave the whole instead of the range). */
    private static HubAnswer<Long> copy(Response response, long skip, OutputStream sink)
            throws IOException {
        var source = response.body().source();
        source.skip(skip);
        var buffer = new byte[COPY_BYTES];
        long copied = 0;
        for (int n = source.read(buffer); n >= 0; n = source.read(buffer)) {
            write(sink, buffer, n);
            copied += n;
        }
        return new HubAnswer.Success<>(copied);
    }

    /** A fault of our own disk is not one of the network. */
    private static void write(OutputStream sink, byte[] buffer, int length) {
        try {
            sink.write(buffer, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HubAnswer<Upload> uploadAt(String location, HttpReply reply) {
        var offset = offset(reply);
        return offset == null
                ? Failures.notTheHub("an upload without an offset")
                : new HubAnswer.Success<>(new Upload(location, offset));
    }

    private static @Nullable Long offset(HttpReply reply) {
        var text = reply.headers().get("Upload-Offset");
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static Request.Builder tus(Request.Builder request) {
        return request.header("Tus-Resumable", "1.0.0");
    }

    private static String pair(String name, String value) {
        var encoded = Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
        return name + " " + encoded;
    }
}
