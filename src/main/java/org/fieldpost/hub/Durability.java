package org.fieldpost.hub;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.fieldpost.db.Database;
import org.fieldpost.hub.store.OrgWrites;

/** Waits until what was committed is on the disk; those who wait at the same time share one checkpoint. */
final class Durability {
    private final Database database;
    private final OrgWrites writes;
    private final AtomicLong tickets = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private long durable;
    private volatile long durableWrites;

    Durability(Database database, OrgWrites writes) {
        this.database = database;
        this.writes = writes;
    }

    /** Returns when everything this thread has committed would survive a power cut. */
    void await() {
        long ticket = tickets.incrementAndGet();
        lock.lock();
        try {
            if (durable < ticket) {
                long upTo = tickets.get();
                long ended = writes.ended();
                database.checkpoint();
                durable = upTo;
                durableWrites = ended;
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns when everything this thread can have read would survive a power cut. A cursor given out before would be
     * beyond changes that take the same stamps anew. Costs nothing when nobody has written since the last time.
     */
    void awaitSeen() {
        if (writes.begun() > durableWrites) {
            await();
        }
    }
}
