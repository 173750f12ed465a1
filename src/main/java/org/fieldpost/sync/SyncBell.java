package org.fieldpost.sync;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes the sync loop; a ring while it is awake is remembered. */
final class SyncBell {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private boolean pending;

    void ring() {
        lock.lock();
        try {
            pending = true;
            rung.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a ring, at most {@code longest}. */
    void await(Duration longest) {
        lock.lock();
        try {
            long left = longest.toNanos();
            while (!pending && left > 0) {
                left = rung.awaitNanos(left);
            }
            pending = false;
        } catch (InterruptedException e) {
            // Nobody interrupts the loop; if somebody does, it looks around and waits again.
            pending = false;
        } finally {
            lock.unlock();
        }
    }
}
