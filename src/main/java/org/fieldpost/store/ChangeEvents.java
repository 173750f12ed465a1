package org.fieldpost.store;

import java.util.List;
import java.util.function.Consumer;
import org.fieldpost.db.WriteTx;
import org.fieldpost.kernel.Listeners;

/**
 * Tells screens and the sync loop what changed, after the commit, one call per transaction. Listeners are called on
 * the writer's thread: they take note and return.
 */
public final class ChangeEvents {
    private final Listeners<List<ChangeEvent>> listeners = new Listeners<>();
    private final Listeners<DraftEvent> draftListeners = new Listeners<>();

    /** Adds a listener; closing what comes back removes it. */
    public Listeners.Subscription listen(Consumer<? super List<ChangeEvent>> listener) {
        return listeners.add(listener);
    }

    /** Adds a listener to drafts, which come and go far more often than anything else changes. */
    public Listeners.Subscription listenToDrafts(Consumer<? super DraftEvent> listener) {
        return draftListeners.add(listener);
    }

    /** Tells {@code event} once {@code tx} has committed. */
    void afterCommit(WriteTx tx, DraftEvent event) {
        tx.afterCommit(() -> draftListeners.tell(event));
    }

    /** Tells {@code events} once {@code tx} has committed. */
    public void afterCommit(WriteTx tx, List<ChangeEvent> events) {
        if (!events.isEmpty()) {
            var told = List.copyOf(events);
            tx.afterCommit(() -> listeners.tell(told));
        }
    }

    /** Tells {@code event} once {@code tx} has committed. */
    public void afterCommit(WriteTx tx, ChangeEvent event) {
        afterCommit(tx, List.of(event));
    }
}
