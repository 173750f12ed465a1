package org.fieldpost.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.fieldpost.kernel.Disk;
import org.fieldpost.kernel.Handover;
import org.fieldpost.kernel.SteadyThreads;
import org.fieldpost.vault.SealBroken;
import org.jspecify.annotations.Nullable;

/**
 * Records that survive a crash and a power cut from the moment {@link #append} returns, each with a sequence number
 * that is never given twice. One thread of its own writes; appends that arrive together share one fsync. Records lie
 * in segments, files named by their first sequence number.
 */
public final class Journal implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Journal.class.getName());
    private final JournalSettings settings;
    private final SteadyThreads thread;
    private final ConcurrentLinkedQueue<Append> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    // All below belongs to the thread.
    private final NavigableMap<Long, SegmentName> segments = new TreeMap<>();
    private final List<Damage> damage = new ArrayList<>();
    private @Nullable SegmentWriter writer;
    private @Nullable Exception failure;
    private long next = 1;
    private long forced = 0;

    private record Append(List<byte[]> records, CompletableFuture<Long> result) {}

    private Journal(JournalSettings settings) {
        this.settings = settings;
        thread = new SteadyThreads("journal-" + settings.folder().getFileName(), 1);
    }

    /** Opens or makes a journal: a torn tail is cut off (and kept beside it), damage is noted, nothing is lost. */
    public static Journal open(JournalSettings settings) {
        var journal = new Journal(settings);
        try {
            journal.onThread(journal::recover);
            return journal;
        } catch (RuntimeException e) {
            journal.thread.finish();
            throw e;
        }
    }

    /** Appends a record; it is on the disk when this returns its sequence number. */
    public long append(byte[] record) {
        return append(List.of(record));
    }

    /** Appends records with one fsync; returns the sequence number of the last (numbers are consecutive). */
    public long append(List<byte[]> records) {
        if (records.isEmpty()) {
            throw new IllegalArgumentException("nothing to append");
        }
        for (var record : records) {
            if (record.length > Entry.PAYLOAD_BYTES_MAX) {
                throw new IllegalArgumentException("a record of %d bytes".formatted(record.length));
            }
        }
        var append = new Append(records, new CompletableFuture<>());
        waiting.add(append);
        execute(this::writeWaiting);
        return Handover.await(append.result());
    }

    /**
     * Gives every record from a sequence number on, in order, to {@code visitor}, on this thread. What cannot be read
     * is passed over and told in the result, as is what was found when opening.
     */
    public List<Damage> replay(long fromSequence, Visitor visitor) {
        Collection<SegmentName> all = onThread(() -> List.copyOf(segments.values()));
        var found = new ArrayList<Damage>(damage());
        for (var segment : all) {
            var after = onThread(() -> segments.higherKey(segment.first()));
            if (!segment.setAside() && (after == null || after > fromSequence)) {
                found.addAll(replay(segment, fromSequence, visitor));
            }
        }
        return found;
    }

    private List<Damage> replay(SegmentName segment, long from, Visitor visitor) {
        var file = segment.in(settings.folder());
        var found = new ArrayList<Damage>();
        try {
            for (var entry : SegmentScan.of(file, segment, SegmentScan.LAST).entries()) {
                if (entry.sequence() >= from) {
                    visit(file, entry, visitor, found);
                }
            }
            return found;
        } catch (IOException e) {
            throw new JournalProblem("The journal " + file + " cannot be read.", e);
        }
    }

    private void visit(Path file, Entry entry, Visitor visitor, List<Damage> found) {
        byte[] record;
        try {
            record = settings.seal().open(entry.payload(), context(entry.sequence()));
        } catch (SealBroken e) {
            LOG.log(System.Logger.Level.ERROR, "journal record " + entry.sequence(), e);
            found.add(new Damage(file, -1, entry.sequence(), entry.sequence(), true));
            return;
        }
        visitor.visit(entry.sequence(), record);
    }

    /** A segment that has grown past this gets no more records. */
    public long segmentBytesMax() {
        return settings.segmentBytesMax();
    }

    /** What could not be read when the journal was opened; empty when all is well. */
    public List<Damage> damage() {
        return onThread(() -> List.copyOf(damage));
    }

    /** The highest sequence number given so far; 0 before the first. */
    public long lastSequence() {
        return onThread(() -> next - 1);
    }

    /** Deletes segments all of whose records are below {@code sequence}; damaged ones stay. */
    public void trimBefore(long sequence) {
        onThread(() -> trim(sequence));
    }

    /** Keeps damaged segments under another name, no longer read, once their readable records are safe elsewhere. */
    public void setDamagedAside() {
        onThread(this::setAside);
    }

    /** Waits for running appends, then closes. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            thread.execute(this::closeWriter);
            thread.finish();
        }
    }

    /** Takes records as they are replayed. */
    @FunctionalInterface
    public interface Visitor {
        void visit(long sequence, byte[] record);
    }

    // ---- on the thread

    private Boolean recover() throws IOException {
        var found = JournalRecovery.of(settings);
        segments.putAll(found.segments());
        damage.addAll(found.damage());
        writer = found.writer();
        next = found.next();
        forced = next - 1;
        return Boolean.TRUE;
    }

    private boolean damaged(SegmentName segment) {
        var file = segment.in(settings.folder());
        return damage.stream().anyMatch(d -> d.file().equals(file));
    }

    private void writeWaiting() {
        var batch = new ArrayList<Append>();
        for (var append = waiting.poll(); append != null; append = waiting.poll()) {
            batch.add(append);
        }
        if (batch.isEmpty()) {
            return; // An earlier turn took them.
        }
        try {
            var results = write(batch);
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).result().complete(results.get(i));
            }
        } catch (IOException e) {
            var problem = new JournalProblem("What was to be saved could not be written.", e);
            batch.forEach(append -> append.result().completeExceptionally(problem));
        } catch (Throwable e) {
            batch.forEach(append -> append.result().completeExceptionally(e));
        }
    }

    private List<Long> write(List<Append> batch) throws IOException {
        if (failure != null) {
            throw new JournalProblem(
                    "The journal failed before and must be opened again.", failure);
        }
        var to = segmentWithRoom();
        var entries = new ArrayList<Entry>();
        var results = new ArrayList<Long>();
        long sequence = next;
        for (var append : batch) {
            for (var record : append.records()) {
                var sealed = settings.seal().seal(record, context(sequence));
                entries.add(new Entry(sequence, forced + 1, sealed));
                sequence++;
            }
            results.add(sequence - 1);
        }
        try {
            to.write(entries);
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
        next = sequence;
        try {
            to.force();
        } catch (IOException | RuntimeException e) {
            // After a failed fsync nobody knows what the disk holds; only reading it again tells.
            failure = e;
            throw e;
        }
        forced = next - 1;
        return results;
    }

    private SegmentWriter segmentWithRoom() throws IOException {
        var current = writer;
        if (current != null && current.end() < settings.segmentBytesMax()) {
            return current;
        }
        var name = new SegmentName(next, false);
        var fresh = SegmentWriter.create(settings.folder(), name, settings.failPoint());
        closeWriter();
        writer = fresh;
        segments.put(next, name);
        return fresh;
    }

    private Boolean trim(long sequence) throws IOException {
        if (writer != null && next <= sequence && segments.lastKey() < next) {
            closeWriter();
            writer = null;
            segmentWithRoom();
        }
        for (var segment : List.copyOf(segments.values())) {
            var after = segments.higherKey(segment.first());
            if (after != null && after <= sequence && !segment.setAside() && !damaged(segment)) {
                settings.failPoint().reach("journal.delete");
                Files.deleteIfExists(segment.in(settings.folder()));
                segments.remove(segment.first());
            }
        }
        Disk.sync(settings.folder());
        return Boolean.TRUE;
    }

    private Boolean setAside() throws IOException {
        if (writer == null) {
            segmentWithRoom(); // The last segment tells which numbers were given; it must stay one
            // that is read.
        }
        for (var segment : List.copyOf(segments.values())) {
            if (!segment.setAside() && damaged(segment)) {
                var aside = new SegmentName(segment.first(), true);
                settings.failPoint().reach("journal.rename");
                Disk.rename(segment.in(settings.folder()), aside.in(settings.folder()));
                segments.put(aside.first(), aside);
            }
        }
        damage.clear();
        return Boolean.TRUE;
    }

    private void closeWriter() {
        try {
            if (writer != null) {
                writer.close();
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "a journal segment did not close", e);
        }
    }

    private static byte[] context(long sequence) {
        return ByteBuffer.allocate(Long.BYTES).putLong(sequence).array();
    }

    private void execute(Runnable work) {
        try {
            thread.execute(work);
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("the journal is closed", e);
        }
    }

    private <T> T onThread(Work<T> work) {
        return Handover.call(
                this::execute,
                () -> {
                    try {
                        return work.run();
                    } catch (IOException e) {
                        throw new JournalProblem(
                                "The journal " + settings.folder() + " cannot be used.", e);
                    }
                });
    }

    private interface Work<T> {
        T run() throws IOException;
    }
}
