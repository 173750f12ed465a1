package org.fieldpost.app;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.fieldpost.store.Profile;
import org.fieldpost.store.SubmissionSearch;

/** Keeps the words of submissions findable: after every change, in slices, so that nobody's save waits behind it. */
final class SearchIndex {
    private static final System.Logger LOG = System.getLogger(SearchIndex.class.getName());
    private static final int SLICE = 100;
    private final Profile profile;
    private final Executor elsewhere;
    private final SubmissionSearch search = new SubmissionSearch();
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile boolean held;
    private volatile boolean failed;

    SearchIndex(Profile profile, Executor elsewhere) {
        this.profile = profile;
        this.elsewhere = elsewhere;
    }

    /** While a sync brings rows in or sends them, words wait: both want the one writer. */
    void hold(boolean busy) {
        boolean over = held && !busy;
        held = busy;
        if (over && (asked.get() || failed)) {
            refresh();
        }
    }

    /** Something changed; however often this is called, one run goes on at a time. */
    void refresh() {
        asked.set(true);
        if (!held && running.compareAndSet(false, true)) {
            elsewhere.execute(this::run);
        }
    }

    private void run() {
        failed = false;
        try {
            while (!held && asked.getAndSet(false)) {
                boolean more = true;
                while (more && !held) {
                    more = profile.database().write(tx -> search.catchUp(tx, SLICE)) == SLICE;
                }
                if (more) {
                    // Held in the middle: what is left goes on afterwards.
                    asked.set(true);
                }
            }
        } catch (RuntimeException e) {
            asked.set(false);
            failed = true;
            // The profile is closing, or the disk is full: the words are caught up with next time.
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the search words could not be brought up to date",
                    e);
        } finally {
            running.set(false);
        }
        // A change told between the last look and the line above must not wait for the next one.
        if (asked.get()) {
            refresh();
        }
    }
}
