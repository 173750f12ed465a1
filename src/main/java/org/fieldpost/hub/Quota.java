package org.fieldpost.hub;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.fieldpost.db.Database;
import org.fieldpost.hub.store.OrgWrites;
import org.fieldpost.hub.store.RequestCountsTable;

/** Hands out the requests that callers may make in a minute, in slices. */
@FunctionalInterface
interface Quota {
    /** Takes up to {@code wanted} of what is left to a caller in a minute; 0 when it has had its share. */
    int take(String caller, long minute, int wanted, int perMinuteMax);

    /** For a hub of one process: counted in memory. */
    static Quota ofOneProcess() {
        return new InMemory();
    }

    /** For a hub of several processes: counted in the database they share. */
    static Quota shared(Database database) {
        return new InDatabase(database);
    }

    /** Counted here. */
    final class InMemory implements Quota {
        private static final int CALLERS_MAX = 100_000;
        private final Map<String, Integer> taken = new HashMap<>();
        private long current;

        @Override
        public synchronized int take(String caller, long minute, int wanted, int perMinuteMax) {
            if (minute != current || taken.size() > CALLERS_MAX) {
                current = minute;
                taken.clear();
            }
            int had = taken.getOrDefault(caller, 0);
            int got = Math.max(0, Math.min(wanted, perMinuteMax - had));
            taken.put(caller, had + got);
            return got;
        }
    }

    /** Counted in a table. */
    record InDatabase(Database database, AtomicLong swept) implements Quota {
        private static final int TRIES_MAX = 3;

        InDatabase(Database database) {
            this(database, new AtomicLong());
        }

        @Override
        public int take(String caller, long minute, int wanted, int perMinuteMax) {
            long before = swept.get();
            if (before < minute && swept.compareAndSet(before, minute)) {
                database.run(tx -> RequestCountsTable.forgetBefore(tx, minute - 1));
            }
            for (int tries = 1; ; tries++) {
                try {
                    return database.write(
                            tx ->
                                    RequestCountsTable.take(
                                            tx, caller, minute, wanted, perMinuteMax));
                } catch (RuntimeException e) {
                    if (tries == TRIES_MAX || !OrgWrites.isUniqueViolation(e)) {
                        throw e;
                    }
                }
            }
        }
    }
}
