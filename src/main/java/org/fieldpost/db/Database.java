package org.fieldpost.db;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The only door to a database. Callers block until their work is done and are never interrupted inside it; calling it
 * on the JavaFX thread, or inside another of its transactions, is refused. Work runs in one transaction on a thread of
 * the database's own: commit when it returns, roll back when it throws; the exception is thrown to the caller, with
 * the caller's stack among those suppressed. A write may be run again after a lost race (PostgreSQL), so work does
 * nothing outside its transaction: the world is told by {@link WriteTx#afterCommit}, on the caller's thread.
 */
public interface Database extends AutoCloseable {
    /** Runs {@code work} on a consistent snapshot. */
    <T> T read(Function<? super ReadTx, ? extends T> work);

    /** Runs {@code work} in a write transaction (on H2: alone, in the order of the calls). */
    <T> T write(Function<? super WriteTx, ? extends T> work);

    /** {@link #write} for work without a result. */
    default void run(Consumer<? super WriteTx> work) {
        write(
                tx -> {
                    work.accept(tx);
                    return Boolean.TRUE;
                });
    }

    /** Forces everything committed so far to the disk, through its caches. */
    void checkpoint();

    Dialect dialect();

    /** How busy its pools of connections are; nothing where there are none. */
    default List<PoolLoad> load() {
        return List.of();
    }

    /**
     * Begins to hear what other processes on the same database say on {@code channel}; {@code heard} is called on
     * a thread of the notices' own. A database that only one process can open has nobody to hear.
     */
    default Notices notices(String channel, Consumer<String> heard) {
        return Notices.toNobody();
    }

    /** Waits for running work, then closes; later calls are refused. */
    @Override
    void close();
}
