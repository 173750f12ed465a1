package org.fieldpost.app;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.fieldpost.store.Profile;
import org.fieldpost.store.SubmissionSearch;

/** Keeps the words of submissions findable: after every change, in slices, so that nobody's save waits behind it. */
final class SearchIndex {
    private static final System.Logger LOG = System.getLogger(SearchIndex.class.getName());
    private static final int SLICE = 50;
    private final Profile profile;
    private final Executor elsewhere;
    private final SubmissionSearch search = new SubmissionSearch();
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean asked = new AtomicBoolean();

    SearchIndex(Profile profile, Executor elsewhere) {
        this.profile = profile;
        this.elsewhere = elsewhere;
    }

    /** Something changed; however often this is called, one run goes on at a time. */
    void refresh() {
        asked.set(true);
        if (running.compareAndSet(false, true)) {
            elsewhere.execute(this::run);
        }
    }

    private void run() {
        try {
            while (asked.getAndSet(false)) {
                boolean more = true;
                while (more) {
                    more = profile.database().write(tx -> search.catchUp(tx, SLICE)) == SLICE;
                }
            }
        } catch (RuntimeException e) {
            // The profile is closing, or the disk is full: the words are caught up with next time.
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the search words could not be brought up to date",
                    e);
        } finally {
            running.set(false);
        }
    }
}
