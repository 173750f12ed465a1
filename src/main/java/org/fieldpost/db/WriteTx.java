package org.fieldpost.db;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/** A transaction that may write; it commits when the work returns and rolls back when it throws. */
public final class WriteTx extends ReadTx {
    private final List<Runnable> beforeCommit = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final AtomicInteger savepoints = new AtomicInteger();

    WriteTx(Handle handle) {
        super(handle);
    }

    /** Runs {@code action} as the last thing before the commit, in the order added; if it throws, all rolls back. */
    public void beforeCommit(Runnable action) {
        beforeCommit.add(action);
    }

    /** Tells the world after the commit; never called when the transaction rolls back. */
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    /** Runs {@code work} under a savepoint: when it throws, its writes and its actions are undone, the rest stays. */
    public <T> T savepoint(Supplier<T> work) {
        String name = "sp" + savepoints.incrementAndGet();
        int before = beforeCommit.size();
        int after = afterCommit.size();
        handle().savepoint(name);
        try {
            T result = work.get();
            handle().releaseSavepoint(name);
            return result;
        } catch (RuntimeException e) {
            handle().rollbackToSavepoint(name);
            beforeCommit.subList(before, beforeCommit.size()).clear();
            afterCommit.subList(after, afterCommit.size()).clear();
            throw e;
        }
    }

    void runBeforeCommit() {
        // An action may add another; go by index.
        for (int i = 0; i < beforeCommit.size(); i++) {
            beforeCommit.get(i).run();
        }
    }

    List<Runnable> afterCommitActions() {
        return List.copyOf(afterCommit);
    }
}
