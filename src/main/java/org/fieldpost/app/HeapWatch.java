package org.fieldpost.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.fieldpost.kernel.Json;

/** Looks at this process's heap now and then: what is used, and what was left after the last collection. */
final class HeapWatch implements AutoCloseable {
    private static final long INTERVAL_NANOS = 100_000_000;
    private final List<Long> afterCollections = new ArrayList<>();
    private volatile boolean closed;

    HeapWatch() {
        Thread.ofPlatform().daemon().name("heap-watch").start(this::watch);
    }

    private void watch() {
        while (!closed) {
            LockSupport.parkNanos(INTERVAL_NANOS);
            look();
        }
    }

    private synchronized void look() {
        long left = 0;
        for (var pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null) {
                left += pool.getCollectionUsage().getUsed();
            }
        }
        if (left > 0) {
            afterCollections.add(left);
        }
    }

    /** {@code {heapMaxBytes, heapPeakBytes, afterCollectionBytes: [...]}} since the last time. */
    synchronized ObjectNode tell() {
        var answer = Json.object();
        answer.put("heapMaxBytes", Runtime.getRuntime().maxMemory());
        long peak = 0;
        for (var pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                peak += pool.getPeakUsage().getUsed();
            }
        }
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
        answer.put("heapPeakBytes", peak);
        var list = answer.putArray("afterCollectionBytes");
        afterCollections.forEach(list::add);
        afterCollections.clear();
        return answer;
    }

    @Override
    public void close() {
        closed = true;
    }
}
