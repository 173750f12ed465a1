package org.fieldpost.hub;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the requests under way, so that the server can stop without cutting one off. */
final class InFlight {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private int count;
    private boolean closing;

    /** Begins a request; false when the server is stopping. */
    boolean begin() {
        lock.lock();
        try {
            if (!closing) {
                count++;
            }
            return !closing;
        } finally {
            lock.unlock();
        }
    }

    /** Ends one: its answer is with the network, to the last byte. */
    void end() {
        lock.lock();
        try {
            count--;
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets no more requests begin. */
    void refuse() {
        lock.lock();
        try {
            closing = true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether no more requests may begin. */
    boolean isDraining() {
        lock.lock();
        try {
            return closing;
        } finally {
            lock.unlock();
        }
    }

    /** How many requests are under way. */
    int count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the requests under way, but not for ever. */
    void drain(Duration waitMax) {
        lock.lock();
        try {
            long left = waitMax.toNanos();
            while (count > 0 && left > 0) {
                left = idle.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            // Told to hurry: the rest is cut off.
            return;
        } finally {
            lock.unlock();
        }
    }
}
