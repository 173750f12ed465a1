package org.fieldpost.journal;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a segment holds. Where no true record begins, the next one is looked for; if there is none, the rest is a tail
 * that was torn off (only the last segment can have one), otherwise it is damage.
 */
final class SegmentScan {
    static final long LAST = Long.MAX_VALUE;
    private final SegmentName name;
    private final Path file;
    private final ByteBuffer bytes;
    private final long before;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Damage> damage = new ArrayList<>();
    private long next;
    private int good;

    private SegmentScan(Path file, SegmentName name, byte[] bytes, long before) {
        this.file = file;
        this.name = name;
        this.bytes = ByteBuffer.wrap(bytes);
        this.before = before;
        this.next = name.first();
    }

    /**
     * Reads a segment.
     *
     * @param before where the next segment begins, up to which this one must go; {@link #LAST} if there is none
     */
    static SegmentScan of(Path file, SegmentName name, long before) throws IOException {
        // A plain stream: reading through a channel would fail when the thread has been
        // interrupted.
        try (var in = new FileInputStream(file.toFile())) {
            var scan = new SegmentScan(file, name, in.readAllBytes(), before);
            scan.run();
            return scan;
        }
    }

    List<Entry> entries() {
        return entries;
    }

    List<Damage> damage() {
        return damage;
    }

    /** The sequence number that comes after all that is here. */
    long next() {
        return next;
    }

    /** Up to here all is well; what follows, if this is less than the length, is a torn tail. */
    int good() {
        return good;
    }

    /** Whether bytes follow the last true record that belong to no record. */
    boolean torn() {
        return good < bytes.limit();
    }

    /** The torn tail. */
    byte[] tail() {
        var tail = new byte[bytes.limit() - good];
        bytes.get(good, tail);
        return tail;
    }

    private void run() {
        int at = 0;
        if (name.heads(bytes)) {
            at = SegmentName.HEADER_BYTES;
            good = at;
        }
        while (at < bytes.limit()) {
            var entry = at == 0 ? Optional.<Entry>empty() : Entry.at(bytes, at, next, next);
            if (entry.isPresent()) {
                at = take(at, entry.get());
                continue;
            }
            int found = search(at);
            if (found == bytes.limit()) {
                break;
            }
            at = found;
        }
        if (before != LAST && (torn() || next < before)) {
            damage.add(new Damage(file, good, next, before - 1, true));
        }
    }

    private int take(int at, Entry entry) {
        entries.add(entry);
        next = entry.sequence() + 1;
        good = at + entry.length();
        return good;
    }

    /** Looks for the next true record behind {@code at}, takes it and tells the damage; the end if there is none. */
    private int search(int at) {
        // A number further on than there is room for records cannot be true.
        long most = next + (bytes.limit() - at) / Entry.HEAD_BYTES;
        for (int i = at + 1; i <= bytes.limit() - Entry.HEAD_BYTES; i++) {
            var entry = Entry.at(bytes, i, next, most);
            if (entry.isPresent()) {
                long missing = next;
                damage.add(
                        new Damage(
                                file, at, missing, entry.get().sequence() - 1, safe(i, missing)));
                return take(i, entry.get());
            }
        }
        return bytes.limit();
    }

    /** Whether a record from {@code at} on tells that {@code sequence} had been forced to the disk before it. */
    private boolean safe(int at, long sequence) {
        if (before != LAST) {
            return true;
        }
        int i = at;
        var entry = Entry.at(bytes, i, sequence, Long.MAX_VALUE);
        while (entry.isPresent()) {
            if (entry.get().unforcedFrom() > sequence) {
                return true;
            }
            i += entry.get().length();
            entry = Entry.at(bytes, i, sequence, Long.MAX_VALUE);
        }
        return false;
    }
}
