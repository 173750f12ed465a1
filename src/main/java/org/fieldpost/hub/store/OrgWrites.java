package org.fieldpost.hub.store;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.fieldpost.db.Database;
import org.fieldpost.db.WriteTx;
import org.fieldpost.kernel.Listeners;
import org.jspecify.annotations.Nullable;

/** Runs write transactions of organizations, and tells after the commit whose feed has grown. */
public final class OrgWrites {
    private static final int TRIES_MAX = 5;
    private static final String UNIQUE_VIOLATION = "23505";
    private final Database database;
    private final InstantSource clock;
    private final String mark;
    private final Set<UUID> marked = ConcurrentHashMap.newKeySet();
    private final Listeners<UUID> grown = new Listeners<>();
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();

    /**
     * @param start of this process, another one each time: its mark in the feeds
     */
    public OrgWrites(Database database, InstantSource clock, UUID start) {
        this.database = database;
        this.clock = clock;
        this.mark = FeedMarksTable.markOf(clock.instant(), start);
    }

    /** Organizations whose feed has grown, told after the commit. */
    public Listeners<UUID> grown() {
        return grown;
    }

    /**
     * Runs {@code work} in one transaction. When the database refuses a row (another transaction was first with a
     * unique
     * key, or the row itself is bad), it is run again from the start, carefully, and finds what is there now; so
     * it must
     * do nothing outside the transaction.
     */
    public <T> T write(UUID organization, Function<? super OrgWrite, ? extends T> work) {
        for (int tries = 1; ; tries++) {
            boolean careful = tries > 1;
            begun.incrementAndGet();
            try {
                return database.write(tx -> run(tx, organization, careful, work));
            } catch (RuntimeException e) {
                if (tries == TRIES_MAX || !isRefusedRow(e)) {
                    throw e;
                }
            } finally {
                ended.incrementAndGet();
            }
        }
    }

    /** How many transactions have begun; whoever has seen what one of them did sees it counted. */
    public long begun() {
        return begun.get();
    }

    /** How many transactions are over. */
    public long ended() {
        return ended.get();
    }

    private <T> T run(
            WriteTx tx,
            UUID organization,
            boolean careful,
            Function<? super OrgWrite, ? extends T> work) {
        var write = new OrgWrite(tx, organization, clock.instant(), careful);
        T result = work.apply(write);
        boolean grows = write.hasChanges();
        write.stamp();
        if (grows && !marked.contains(organization)) {
            FeedMarksTable.add(tx, organization, write.firstStamp(), mark);
            tx.afterCommit(() -> marked.add(organization));
        }
        if (grows) {
            tx.afterCommit(() -> grown.tell(organization));
        }
        return result;
    }

    /** Whether another row already has the key of the row that was to be written. */
    public static boolean isUniqueViolation(Throwable e) {
        return UNIQUE_VIOLATION.equals(sqlState(e));
    }

    /** Whether the database is at fault, not the data: all of the transaction is in doubt then. */
    public static boolean isDatabaseFailure(Throwable e) {
        return sqlState(e) != null && !isRefusedRow(e);
    }

    /** Data exceptions (class 22) and violated constraints (class 23). */
    private static boolean isRefusedRow(Throwable e) {
        var state = sqlState(e);
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    /** The database's own code for a failure, if it was one of the database. */
    public static @Nullable String sqlState(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return String.valueOf(sql.getSQLState());
            }
        }
        return null;
    }
}
