package org.fieldpost.hub;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.Database;
import org.fieldpost.hub.store.JobsTable;
import org.fieldpost.hub.store.JobsTable.Job;
import org.fieldpost.hub.store.Purges;

/**
 * What the hub does by the clock: it forgets. Each job is claimed in the database, so that of several processes one
 * runs it; a process that dies in the midst leaves a claim that ends. A job works in short transactions and may be cut
 * anywhere: what it did is done, the rest follows next time.
 */
public final class HubJobs implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(HubJobs.class.getName());
    private static final Duration EVERY = Duration.ofHours(24);
    private static final Duration AGAIN_AFTER_FAILURE = Duration.ofHours(1);
    private static final Duration CLAIM_MAX = Duration.ofHours(2);
    private static final Duration LOOK_AROUND = Duration.ofMinutes(10);
    private static final int ROWS_AT_ONCE = 500;
    private static final int OUTCOME_CHARS_MAX = 400;
    private final HubParts parts;
    private final Database database;
    private final Uploads uploads;
    private final Retention retention;
    private final Map<String, Supplier<String>> jobs = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private boolean closed;

    HubJobs(HubParts parts, Uploads uploads, Retention retention) {
        this.parts = parts;
        this.database = parts.database();
        this.uploads = uploads;
        this.retention = retention;
        // Before the rows they wait for are forgotten.
        jobs.put("uploads", this::uploads);
        jobs.put("tombstones", this::tombstones);
        jobs.put("payloads", this::payloads);
        jobs.put("telemetry", this::telemetry);
        jobs.put(
                "codes",
                () -> rows(database.write(tx -> Purges.codes(tx, before(retention.codes())))));
        var clearing = new MediaClearing(parts, retention.media());
        jobs.put("media", () -> clearing.run(this::isClosed) + " files");
        jobs.put("quarantine", () -> rows(database.write(Purges::quarantine)));
    }

    private Instant now() {
        return parts.clock().instant();
    }

    private Instant before(Duration kept) {
        return now().minus(kept);
    }

    private static String rows(long rows) {
        return rows + " rows";
    }

    /** Runs the jobs that are due and that no other process runs; what each came to, by name. */
    public Map<String, String> runDue() {
        var outcomes = new LinkedHashMap<String, String>();
        jobs.forEach(
                (name, work) -> {
                    if (!isClosed()) {
                        run(name, work, outcomes);
                    }
                });
        return outcomes;
    }

    private void run(String name, Supplier<String> work, Map<String, String> outcomes) {
        var claim = parts.ids().next();
        var claimed =
                database.<Boolean>write(
                        tx -> {
                            JobsTable.plan(tx, name, now());
                            return JobsTable.claim(tx, name, claim, now(), CLAIM_MAX);
                        });
        if (!claimed) {
            return;
        }
        var next = EVERY;
        String outcome;
        try {
            outcome = work.get();
            LOG.log(System.Logger.Level.INFO, "job {0}: {1}", name, outcome);
        } catch (RuntimeException e) {
            outcome = "failed: " + FailureText.of(e);
            next = AGAIN_AFTER_FAILURE;
            LOG.log(System.Logger.Level.ERROR, "job {0} {1}", name, outcome);
        }
        var told = outcome.substring(0, Math.min(outcome.length(), OUTCOME_CHARS_MAX));
        var due = now().plus(next);
        database.run(tx -> JobsTable.finish(tx, name, claim, now(), due, told));
        outcomes.put(name, told);
    }

    /** How each job stands. */
    public List<Job> list() {
        return database.read(JobsTable::list);
    }

    /** Children before what they belong to, so that one run takes whole families. */
    private String tombstones() {
        var before = before(retention.tombstones());
        long gone = 0;
        for (var organization : database.read(Purges::organizations)) {
            for (var type : List.of(EntityType.values()).reversed()) {
                long after = -1;
                while (after < Long.MAX_VALUE && !isClosed()) {
                    long from = after;
                    var step =
                            database.write(
                                    tx ->
                                            Purges.tombstones(
                                                    tx,
                                                    organization,
                                                    type,
                                                    before,
                                                    from,
                                                    ROWS_AT_ONCE));
                    gone += step.rows();
                    after = step.next();
                }
            }
        }
        return rows(gone);
    }

    private String payloads() {
        long forgotten = 0;
        var after = new UUID(0, 0);
        Purges.Places step;
        do {
            var from = after;
            step =
                    database.write(
                            tx ->
                                    Purges.payloads(
                                            tx, before(retention.payloads()), from, ROWS_AT_ONCE));
            after = step.last();
            forgotten += step.rows();
        } while (step.rows() == ROWS_AT_ONCE && !isClosed());
        return rows(forgotten);
    }

    private String telemetry() {
        long gone = 0;
        int some;
        do {
            some =
                    database.write(
                            tx ->
                                    Purges.telemetry(
                                            tx, before(retention.telemetry()), ROWS_AT_ONCE));
            gone += some;
        } while (some == ROWS_AT_ONCE && !isClosed());
        return rows(gone);
    }

    private String uploads() {
        int dead = uploads.sweepAll();
        int told = database.write(tx -> Purges.uploads(tx, before(retention.uploads())));
        return "%d unfinished, %d finished rows".formatted(dead, told);
    }

    /** Runs what is due every ten minutes, from ten minutes on, until closed. */
    void start() {
        Thread.ofVirtual().name("hub-jobs").start(this::loop);
    }

    private void loop() {
        while (await()) {
            try {
                runDue();
            } catch (RuntimeException | Error e) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "the jobs could not run: {0}",
                        FailureText.of(e));
            }
        }
    }

    /** Waits for the next look; false when the hub is closing. */
    private boolean await() {
        lock.lock();
        try {
            long left = LOOK_AROUND.toNanos();
            while (!closed && left > 0) {
                left = closing.awaitNanos(left);
            }
            return !closed;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            closing.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
