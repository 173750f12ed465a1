package org.fieldpost.hub.store;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Function;
import org.fieldpost.db.Database;
import org.fieldpost.kernel.Listeners;
import org.jspecify.annotations.Nullable;

/** Runs write transactions of organizations, and tells after the commit whose feed has grown. */
public final class OrgWrites {
    private static final int TRIES_MAX = 5;
    private static final String UNIQUE_VIOLATION = "23505";
    private final Database database;
    private final InstantSource clock;
    private final Listeners<UUID> grown = new Listeners<>();

    public OrgWrites(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Organizations whose feed has grown, told after the commit. */
    public Listeners<UUID> grown() {
        return grown;
    }

    /**
     * Runs {@code work} in one transaction. When another transaction was first with a unique key, it is run again and
     * finds what the other wrote; so it must do nothing outside the transaction.
     */
    public <T> T write(UUID organization, Function<? super OrgWrite, ? extends T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return database.write(
                        tx -> {
                            var write = new OrgWrite(tx, organization, clock.instant());
                            T result = work.apply(write);
                            write.stamp();
                            if (write.hasChanges()) {
                                tx.afterCommit(() -> grown.tell(organization));
                            }
                            return result;
                        });
            } catch (RuntimeException e) {
                if (tries == TRIES_MAX || !isUniqueViolation(e)) {
                    throw e;
                }
            }
        }
    }

    /** Whether another row already has the key of the row that was to be written. */
    public static boolean isUniqueViolation(Throwable e) {
        return UNIQUE_VIOLATION.equals(sqlState(e));
    }

    /** Whether the database is at fault, not the data: all of the transaction is in doubt then. */
    public static boolean isDatabaseFailure(Throwable e) {
        var state = sqlState(e);
        return state != null && !state.startsWith("22") && !state.startsWith("23");
    }

    private static @Nullable String sqlState(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return String.valueOf(sql.getSQLState());
            }
        }
        return null;
    }
}
