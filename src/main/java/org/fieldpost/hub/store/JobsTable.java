package org.fieldpost.hub.store;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.jspecify.annotations.Nullable;

/** When each job ran and runs next; a claim keeps other processes on the same database from running it too. */
public final class JobsTable {
    private JobsTable() {}

    /**
     * How a job stands.
     *
     * @param nextRun when it is due
     * @param finished when it last ended; null before it ever did
     * @param outcome what it came to then, in figures, or why it failed
     */
    public record Job(
            String name, Instant nextRun, @Nullable Instant finished, @Nullable String outcome) {}

    /** Notes a job that is due at {@code first}, unless it is known; of processes that begin at once one notes it. */
    public static void plan(WriteTx tx, String name, Instant first) {
        if (isKnown(tx, name)) {
            return;
        }
        HubMetaTable.lock(tx);
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO hub_jobs (name, next_run_at) SELECT :name, :first
                        WHERE NOT EXISTS (SELECT 1 FROM hub_jobs WHERE name = :name)
                        """)
                .bind("name", name)
                .bind("first", first)
                .execute();
    }

    private static boolean isKnown(ReadTx tx, String name) {
        return tx.handle()
                .createQuery("SELECT 1 FROM hub_jobs WHERE name = :name")
                .bind("name", name)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /** Takes a job that is due and that nobody runs, for at most {@code most}; whether it was to be had. */
    public static boolean claim(WriteTx tx, String name, UUID claim, Instant now, Duration most) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE hub_jobs SET claim = :claim, claimed_until = :until
                                WHERE name = :name AND next_run_at <= :now
                                  AND (claimed_until IS NULL OR claimed_until <= :now)
                                """)
                        .bind("claim", claim)
                        .bind("until", now.plus(most))
                        .bind("name", name)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /** A job has ended; false, and nothing changes, when somebody else had taken it over. */
    public static boolean finish(
            WriteTx tx, String name, UUID claim, Instant now, Instant next, String outcome) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE hub_jobs SET claim = NULL, claimed_until = NULL, finished_at = :now,
                                  next_run_at = :next, outcome = :outcome
                                WHERE name = :name AND claim = :claim
                                """)
                        .bind("name", name)
                        .bind("claim", claim)
                        .bind("now", now)
                        .bind("next", next)
                        .bind("outcome", outcome)
                        .execute()
                == 1;
    }

    /** All jobs, by name. */
    public static List<Job> list(ReadTx tx) {
        return tx.handle()
                .createQuery(
                        "SELECT name, next_run_at, finished_at, outcome FROM hub_jobs ORDER BY name")
                .map(
                        (row, context) -> {
                            var finished = row.getObject(3, OffsetDateTime.class);
                            return new Job(
                                    row.getString(1),
                                    row.getObject(2, OffsetDateTime.class).toInstant(),
                                    finished == null ? null : finished.toInstant(),
                                    row.getString(4));
                        })
                .list();
    }
}
