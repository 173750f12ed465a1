package org.fieldpost.hubclient;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.fieldpost.kernel.Backoff;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a WebSocket open and wakes sync whenever the hub speaks, and once whenever it is open again, since hints
 * may have been missed. It carries no data: losing it changes how soon news comes, never whether.
 */
final class HintSocket extends WebSocketListener implements Runnable, AutoCloseable {
    private static final Duration PING = Duration.ofSeconds(30);
    private static final int NORMAL_CLOSURE = 1000;
    private final HttpCalls calls;
    private final Backoff backoff;
    private final RandomGenerator random;
    private final Runnable wake;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger failures = new AtomicInteger();
    private volatile @Nullable WebSocket socket;
    private volatile CountDownLatch ended = new CountDownLatch(1);

    HintSocket(HttpCalls calls, Backoff backoff, RandomGenerator random, Runnable wake) {
        this.calls = calls;
        this.backoff = backoff;
        this.random = random;
        this.wake = wake;
    }

    @Override
    public void run() {
        var client = calls.client().newBuilder().pingInterval(PING).build();
        try {
            while (closed.getCount() > 0) {
                ended = new CountDownLatch(1);
                socket = client.newWebSocket(calls.request("events").build(), this);
                if (closed.getCount() == 0) {
                    close();
                }
                ended.await();
                var delay = backoff.delay(failures.incrementAndGet(), random);
                if (closed.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            // Nobody interrupts this thread; without hints sync goes on at its own interval.
            close();
        }
    }

    @Override
    public void onOpen(WebSocket webSocket, Response response) {
        failures.set(0);
        wake.run();
    }

    @Override
    public void onMessage(WebSocket webSocket, String text) {
        wake.run();
    }

    @Override
    public void onClosing(WebSocket webSocket, int code, String reason) {
        webSocket.close(NORMAL_CLOSURE, null);
    }

    @Override
    public void onClosed(WebSocket webSocket, int code, String reason) {
        ended.countDown();
    }

    @Override
    public void onFailure(WebSocket webSocket, Throwable t, @Nullable Response response) {
        ended.countDown();
    }

    @Override
    public void close() {
        closed.countDown();
        var open = socket;
        if (open != null) {
            open.cancel();
        }
    }
}
