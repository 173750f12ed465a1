package org.fieldpost.app;

import java.util.concurrent.CountDownLatch;

/** Waits until the process is asked to end (Ctrl+C, a service manager), then lets it end in order. */
final class Stop {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    Stop() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::ask, "stop"));
    }

    private void ask() {
        asked.countDown();
        awaitQuietly(done);
    }

    /** Blocks until the process is asked to end. */
    void await() {
        awaitQuietly(asked);
    }

    /** Everything is closed: the process may go. */
    void finished() {
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
