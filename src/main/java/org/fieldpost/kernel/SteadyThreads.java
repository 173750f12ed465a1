package org.fieldpost.kernel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Named platform threads that nobody interrupts; made as they are needed, gone when closed. */
public final class SteadyThreads implements Executor {
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final ThreadPoolExecutor pool;

    /** Up to {@code count} threads, called {@code <name>-0}, {@code <name>-1}... */
    public SteadyThreads(String name, int count) {
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

    /** Runs {@code work} when its turn comes; throws RejectedExecutionException once closing has begun. */
    @Override
    public void execute(Runnable work) {
        pool.execute(work);
    }

    /** Refuses new work and waits, uninterruptibly, until all accepted work is done. */
    public void finish() {
        pool.shutdown();
        ended.join();
    }
}
