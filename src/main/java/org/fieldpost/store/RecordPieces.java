package org.fieldpost.store;

import java.util.ArrayList;
import java.util.List;
import org.fieldpost.journal.Journal;

/** Appends many records that belong together piece by piece: no more than a piece of them is held in memory. */
final class RecordPieces {
    private static final int PIECES_PER_SEGMENT = 8;
    private final Journal journal;
    private final long pieceBytes;
    private final List<byte[]> piece = new ArrayList<>();
    private long bytes;
    private long last;
    private int count;

    RecordPieces(Journal journal) {
        this.journal = journal;
        pieceBytes = journal.segmentBytesMax() / PIECES_PER_SEGMENT;
    }

    void add(byte[] record) {
        piece.add(record);
        count++;
        bytes += record.length;
        if (bytes >= pieceBytes) {
            append();
        }
    }

    /** How many were added. */
    int count() {
        return count;
    }

    /** Appends what is left; the number of the last record. */
    long end() {
        if (!piece.isEmpty()) {
            append();
        }
        return last;
    }

    private void append() {
        last = journal.append(List.copyOf(piece));
        piece.clear();
        bytes = 0;
    }
}
