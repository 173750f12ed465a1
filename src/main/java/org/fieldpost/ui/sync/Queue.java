package org.fieldpost.ui.sync;

import java.util.List;
import org.fieldpost.sync.SyncReport;

/**
 * All the sync screen lists, read at one moment.
 *
 * @param waiting goes by itself; the first {@value QueueReader#LINES_MAX}
 * @param waitingCount of how many
 * @param needsPerson stands still until somebody acts
 * @param photosWaiting files the hub lacks
 * @param photoBytesWaiting their bytes
 * @param runs newest first
 */
public record Queue(
        List<QueueLine> waiting,
        long waitingCount,
        List<QueueLine> needsPerson,
        long photosWaiting,
        long photoBytesWaiting,
        List<SyncReport> runs) {
    public static final Queue EMPTY = new Queue(List.of(), 0, List.of(), 0, 0, List.of());

    public Queue {
        waiting = List.copyOf(waiting);
        needsPerson = List.copyOf(needsPerson);
        runs = List.copyOf(runs);
    }
}
