package org.fieldpost.hubclient;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionSpec;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.fieldpost.kernel.Json;
import org.fieldpost.sync.HubAnswer;
import org.fieldpost.sync.HubFailure;
import org.jspecify.annotations.Nullable;

/**
 * Calls to one hub. Redirects are never followed, so the token can only reach the hub's own address; answers are
 * bounded; everything that goes wrong comes back as a {@link HubFailure}. Neither token nor bodies are logged.
 */
final class HttpCalls implements AutoCloseable {
    private static final String CLOSED = "the line is closed";
    private final OkHttpClient client;
    private final OkHttpClient prober;
    private final HttpUrl hub;
    private final @Nullable String token;
    private final HubClientSettings settings;
    private volatile boolean closed;

    HttpCalls(URI hub, @Nullable String token, HubClientSettings settings) {
        var url = HttpUrl.parse(hub.toString());
        if (url == null) {
            throw new IllegalArgumentException(
                    "not an address of a hub: %s; it starts with https:// or http://"
                            .formatted(hub));
        }
        this.hub = url;
        this.token = token;
        this.settings = settings;
        client =
                new OkHttpClient.Builder()
                        .connectTimeout(settings.connectMax())
                        .readTimeout(settings.silenceMax())
                        .writeTimeout(settings.silenceMax())
                        .callTimeout(settings.callMax())
                        .followRedirects(false)
                        .followSslRedirects(false)
                        .retryOnConnectionFailure(true)
                        .connectionSpecs(specs(url))
                        .build();
        prober = client.newBuilder().callTimeout(settings.probeMax()).build();
    }

    /** A hub in the clear is spoken to in the clear only: the computer's certificates need not be read for it. */
    private static List<ConnectionSpec> specs(HttpUrl hub) {
        return List.of(hub.isHttps() ? ConnectionSpec.MODERN_TLS : ConnectionSpec.CLEARTEXT);
    }

    /** A request for a path under the hub's address, with the token. */
    Request.Builder request(String path) {
        return authorized(new Request.Builder().url(url(path)));
    }

    HttpUrl url(String path) {
        var builder = hub.newBuilder();
        for (var segment : path.split("/", -1)) {
            if (!segment.isEmpty()) {
                builder.addPathSegment(segment);
            }
        }
        return builder.build();
    }

    /** The path of an address the hub gave; null when it is not under the hub's own address. */
    @Nullable String pathOf(String location) {
        var resolved = hub.resolve(location);
        if (resolved == null
                || !resolved.host().equals(hub.host())
                || resolved.port() != hub.port()
                || !resolved.scheme().equals(hub.scheme())) {
            return null;
        }
        return resolved.encodedPath();
    }

    /** A request for a {@link #pathOf path} the hub gave. */
    Request.Builder requestAt(String encodedPath) {
        return authorized(
                new Request.Builder().url(hub.newBuilder().encodedPath(encodedPath).build()));
    }

    private Request.Builder authorized(Request.Builder request) {
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    OkHttpClient client() {
        return client;
    }

    /** Calls and reads a JSON answer; anything else that claims success is something else answering. */
    <T> HubAnswer<T> json(Request request, Class<T> type) {
        return json(client, request, type);
    }

    /** As {@link #json}, with little patience. */
    <T> HubAnswer<T> probe(Request request, Class<T> type) {
        return json(prober, request, type);
    }

    private <T> HubAnswer<T> json(OkHttpClient with, Request request, Class<T> type) {
        return call(with, request, reply -> read(reply, type));
    }

    private static <T> HubAnswer<T> read(HttpReply reply, Class<T> type) {
        if (!reply.isJson()) {
            return Failures.notTheHub("an answer that is not JSON");
        }
        try {
            return new HubAnswer.Success<>(Json.read(reply.body().toByteArray(), type));
        } catch (Json.MalformedJson e) {
            return Failures.notTheHub("an answer that cannot be read");
        }
    }

    /** As {@link #json}, on a thread of the line's own: the answer, or what went wrong, comes later, always. */
    <T> CompletableFuture<HubAnswer<T>> jsonLater(Request request, Class<T> type) {
        var answer = new CompletableFuture<HubAnswer<T>>();
        if (closed) {
            answer.complete(Failures.unreachable(new IOException(CLOSED)));
            return answer;
        }
        client.newCall(request)
                .enqueue(
                        new Callback() {
                            @Override
                            public void onFailure(Call call, IOException e) {
                                answer.complete(Failures.unreachable(e));
                            }

                            @Override
                            public void onResponse(Call call, Response response) {
                                answer.completeAsync(() -> arrived(response, type), Runnable::run);
                            }
                        });
        return answer;
    }

    private <T> HubAnswer<T> arrived(Response response, Class<T> type) {
        HttpReply reply;
        try (response) {
            reply = readWhole(response);
        } catch (IOException e) {
            return Failures.unreachable(e);
        }
        return reply.isSuccess() ? read(reply, type) : new HubAnswer.Failed<>(Failures.of(reply));
    }

    /** Calls and hands a 2xx answer, read whole, to {@code read}. */
    <T> HubAnswer<T> call(Request request, Function<HttpReply, HubAnswer<T>> read) {
        return call(client, request, read);
    }

    private <T> HubAnswer<T> call(
            OkHttpClient with, Request request, Function<HttpReply, HubAnswer<T>> read) {
        return switch (exchange(with, request)) {
            case HubAnswer.Success<HttpReply>(HttpReply reply) ->
                    reply.isSuccess()
                            ? read.apply(reply)
                            : new HubAnswer.Failed<>(Failures.of(reply));
            case HubAnswer.Failed<HttpReply>(HubFailure failure) -> new HubAnswer.Failed<>(failure);
        };
    }

    /** Calls and gives whatever came, of any status, read whole. */
    HubAnswer<HttpReply> exchange(Request request) {
        return exchange(client, request);
    }

    private HubAnswer<HttpReply> exchange(OkHttpClient with, Request request) {
        try (var response = execute(with, request)) {
            return new HubAnswer.Success<>(readWhole(response));
        } catch (IOException e) {
            return Failures.unreachable(e);
        }
    }

    /** Sends; the caller closes the response. */
    Response execute(OkHttpClient with, Request request) throws IOException {
        if (closed) {
            throw new IOException(CLOSED);
        }
        return with.newCall(request).execute();
    }

    HttpReply readWhole(Response response) throws IOException {
        var source = response.body().source();
        if (source.request(settings.answerBytesMax() + 1)) {
            throw new IOException("the answer is longer than " + settings.answerBytesMax());
        }
        return new HttpReply(response.code(), response.headers(), source.readByteString());
    }

    @Override
    public void close() {
        closed = true;
        client.dispatcher().cancelAll();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    /** For downloads: no bound on the whole, only on silence. */
    OkHttpClient patient() {
        return client.newBuilder().callTimeout(0, TimeUnit.MILLISECONDS).build();
    }
}
