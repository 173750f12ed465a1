package org.fieldpost.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.fieldpost.kernel.Disk;
import org.jspecify.annotations.Nullable;

/** Reads a journal's folder after whatever happened to it, and finds where to go on. */
final class JournalRecovery {
    private static final System.Logger LOG = System.getLogger(JournalRecovery.class.getName());
    private final JournalSettings settings;
    private final NavigableMap<Long, SegmentName> segments = new TreeMap<>();
    private final List<Damage> damage = new ArrayList<>();
    private @Nullable SegmentWriter writer;
    private long next = 1;

    private JournalRecovery(JournalSettings settings) {
        this.settings = settings;
    }

    static JournalRecovery of(JournalSettings settings) throws IOException {
        var recovery = new JournalRecovery(settings);
        recovery.list();
        recovery.scan();
        return recovery;
    }

    /** The segments by first number. */
    NavigableMap<Long, SegmentName> segments() {
        return segments;
    }

    List<Damage> damage() {
        return damage;
    }

    /** The segment that can take more; null when a new one must be made. */
    @Nullable SegmentWriter writer() {
        return writer;
    }

    /** A number above all that were ever given. */
    long next() {
        return next;
    }

    private void list() throws IOException {
        var folder = settings.folder();
        Files.createDirectories(folder);
        Disk.syncFolderOf(folder);
        Disk.sync(folder);
        try (var files = Files.list(folder)) {
            files.map(SegmentName::of)
                    .flatMap(Optional::stream)
                    .forEach(name -> segments.put(name.first(), name));
        }
    }

    private void scan() throws IOException {
        for (var segment : segments.values()) {
            var file = segment.in(settings.folder());
            var after = segments.higherKey(segment.first());
            if (after != null && segment.setAside()) {
                continue;
            }
            if (after == null) {
                // What a killed process wrote may be in memory only; it counts once it is on the
                // disk.
                Disk.sync(file);
            }
            var scan = SegmentScan.of(file, segment, after == null ? SegmentScan.LAST : after);
            next = Math.max(next, scan.next());
            if (!segment.setAside()) {
                damage.addAll(scan.damage());
            }
            if (after == null && scan.damage().isEmpty() && !segment.setAside()) {
                goOn(file, scan);
            }
        }
    }

    private void goOn(Path file, SegmentScan last) throws IOException {
        if (last.torn()) {
            var kept = file.resolveSibling(file.getFileName() + ".torn");
            Files.write(kept, last.tail());
            LOG.log(System.Logger.Level.INFO, "cut off an unfinished append of {0}", file);
        }
        // Without a whole header the segment was never begun: the next append makes it anew.
        if (last.good() >= SegmentName.HEADER_BYTES) {
            writer = SegmentWriter.resume(file, last.good(), settings.failPoint());
        }
    }
}
