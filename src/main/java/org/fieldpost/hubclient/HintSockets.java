package org.fieldpost.hubclient;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.fieldpost.kernel.Backoff;
import org.fieldpost.kernel.Listeners;

/** The open hint sockets of one hub. */
final class HintSockets implements AutoCloseable {
    private final HttpCalls calls;
    private final Backoff backoff;
    private final RandomGenerator random;
    private final Set<HintSocket> open = ConcurrentHashMap.newKeySet();

    HintSockets(HttpCalls calls, Backoff backoff, RandomGenerator random) {
        this.calls = calls;
        this.backoff = backoff;
        this.random = random;
    }

    Listeners.Subscription listen(Runnable wake) {
        var socket = new HintSocket(calls, backoff, random, wake);
        open.add(socket);
        Thread.ofVirtual().name("hints").start(socket);
        return () -> {
            open.remove(socket);
            socket.close();
        };
    }

    @Override
    public void close() {
        open.forEach(HintSocket::close);
        open.clear();
    }
}
