package org.fieldpost.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Waits until the process is asked to end (Ctrl+C, a service manager), then lets it end in order. */
final class Stop {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final AtomicBoolean inOrder = new AtomicBoolean();

    Stop() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::ask, "stop"));
    }

    private void ask() {
        asked.countDown();
        awaitQuietly(done);
        if (inOrder.get()) {
            // Left to itself a JVM that got a signal says 143, as if it had been cut off.
            Runtime.getRuntime().halt(0);
        }
    }

    /** Blocks until the process is asked to end. */
    void await() {
        awaitQuietly(asked);
    }

    /** Everything is closed: the process may go, with exit code 0 if it was asked to and all went in order. */
    void finished(boolean everythingInOrder) {
        inOrder.set(everythingInOrder);
        done.countDown();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        boolean waiting = true;
        while (waiting) {
            try {
                latch.await();
                waiting = false;
            } catch (InterruptedException e) {
                waiting = true;
            }
        }
    }
}
