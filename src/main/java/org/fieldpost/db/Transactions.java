package org.fieldpost.db;

import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;

/** Runs work in a transaction of a {@link Jdbi}: commit when it returns, roll back when it throws. */
final class Transactions {
    private static final System.Logger LOG = System.getLogger(Transactions.class.getName());

    private Transactions() {}

    static <T> T read(Jdbi jdbi, Function<? super ReadTx, ? extends T> work) {
        return jdbi.inTransaction(handle -> work.apply(new ReadTx(handle)));
    }

    static <T> Committed<T> write(Jdbi jdbi, Function<? super WriteTx, ? extends T> work) {
        return jdbi.inTransaction(
                handle -> {
                    var tx = new WriteTx(handle);
                    T result = work.apply(tx);
                    tx.runBeforeCommit();
                    return new Committed<>(result, tx.afterCommitActions());
                });
    }

    /**
     * What a committed transaction leaves to do.
     *
     * @param result what the work returned
     * @param actions what the world is to be told
     */
    record Committed<T>(T result, List<Runnable> actions) {
        /** Tells the world, on this thread; a failure there does not make the commit undone, so it is only logged. */
        T tell() {
            for (var action : actions) {
                try {
                    action.run();
                } catch (RuntimeException e) {
                    LOG.log(System.Logger.Level.ERROR, "an action after a commit failed", e);
                }
            }
            return result;
        }
    }
}
