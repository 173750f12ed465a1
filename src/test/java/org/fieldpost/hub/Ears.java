package org.fieldpost.hub;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

/** Keeps what a WebSocket at a hub hears; the end of it as {@code closed <code> <reason>}. */
final class Ears implements WebSocket.Listener {
    final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();

    /** Opens a socket by which {@code device} hears of news at {@code hub}. */
    static WebSocket listen(HttpClient http, TestHub hub, TestDevice device, Ears ears) {
        return http.newWebSocketBuilder()
                .header("Authorization", "Bearer " + device.token)
                .buildAsync(URI.create("ws://127.0.0.1:" + hub.server.port() + "/events"), ears)
                .join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
        heard.add(text.toString());
        socket.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        heard.add("closed " + code + " " + reason);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        heard.add("error " + error);
    }
}
