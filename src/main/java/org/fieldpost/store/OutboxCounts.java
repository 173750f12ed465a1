package org.fieldpost.store;

import java.util.EnumMap;
import java.util.Map;

/**
 * How many commands are in each status.
 *
 * @param created all that were ever enqueued
 * @param byStatus commands held, by status
 * @param purged completed commands no longer held
 */
public record OutboxCounts(long created, Map<OutboxStatus, Long> byStatus, long purged) {
    public OutboxCounts {
        var full = new EnumMap<OutboxStatus, Long>(OutboxStatus.class);
        for (var status : OutboxStatus.values()) {
            full.put(status, byStatus.getOrDefault(status, 0L));
        }
        byStatus = Map.copyOf(full);
    }

    public long of(OutboxStatus status) {
        return byStatus.getOrDefault(status, 0L);
    }

    /** Neither done nor dead. */
    public long open() {
        return byStatus.entrySet().stream()
                .filter(e -> e.getKey().isOpen())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** The law of conservation: created = completed (held or purged) + dead + open. */
    public boolean conserved() {
        return created
                == of(OutboxStatus.COMPLETED) + purged + of(OutboxStatus.DEAD_LETTER) + open();
    }
}
