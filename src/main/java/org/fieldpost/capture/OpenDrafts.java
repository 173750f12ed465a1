package org.fieldpost.capture;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Drafts that are open. One being left still saves: whoever opens anything meanwhile waits for that, or would read the
 * draft as it was before.
 */
final class OpenDrafts {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition settled = lock.newCondition();
    private final Set<UUID> open = new HashSet<>();
    private final Set<UUID> leaving = new HashSet<>();

    /** Waits until nothing is being left. */
    void settle() {
        lock.lock();
        try {
            while (!leaving.isEmpty()) {
                settled.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether the draft is the caller's now; false when somebody has it open. */
    boolean take(UUID draft) {
        lock.lock();
        try {
            return open.add(draft);
        } finally {
            lock.unlock();
        }
    }

    /** Its session is about to be closed. */
    void leave(UUID draft) {
        lock.lock();
        try {
            if (open.contains(draft)) {
                leaving.add(draft);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Its session is over. */
    void left(UUID draft) {
        lock.lock();
        try {
            open.remove(draft);
            leaving.remove(draft);
            settled.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
