package org.fieldpost.hub;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.fieldpost.db.Database;

/** Waits until what was committed is on the disk; those who wait at the same time share one checkpoint. */
final class Durability {
    private final Database database;
    private final AtomicLong tickets = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private long durable;

    Durability(Database database) {
        this.database = database;
    }

    /** Returns when everything this thread has committed would survive a power cut. */
    void await() {
        long ticket = tickets.incrementAndGet();
        lock.lock();
        try {
            if (durable < ticket) {
                long upTo = tickets.get();
                database.checkpoint();
                durable = upTo;
            }
        } finally {
            lock.unlock();
        }
    }
}
