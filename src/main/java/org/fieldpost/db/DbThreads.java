package org.fieldpost.db;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Named platform threads that nobody interrupts; made as they are needed, gone when closed. */
final class DbThreads implements Executor {
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final ThreadPoolExecutor pool;

    DbThreads(String name, int count) {
        var names = Thread.ofPlatform().name(name + "-", 0).daemon(true).factory();
        pool =
                new ThreadPoolExecutor(
                        count, count, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), names) {
                    @Override
                    protected void terminated() {
                        ended.complete(null);
                    }
                };
    }

    @Override
    public void execute(Runnable work) {
        pool.execute(work);
    }

    /** Refuses new work and waits, uninterruptibly, until all accepted work is done. */
    void finish() {
        pool.shutdown();
        ended.join();
    }
}
