package org.fieldpost.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.fieldpost.kernel.Disk;
import org.fieldpost.kernel.FailPoint;

/** The end of the segment that takes records; used by the journal's thread only. */
final class SegmentWriter implements AutoCloseable {
    private final FileChannel channel;
    private final FailPoint failPoint;
    private long end;

    private SegmentWriter(FileChannel channel, long end, FailPoint failPoint) {
        this.channel = channel;
        this.end = end;
        this.failPoint = failPoint;
    }

    /** Makes a new segment; it and its name are on the disk when this returns. */
    static SegmentWriter create(Path folder, SegmentName name, FailPoint failPoint)
            throws IOException {
        failPoint.reach("journal.create");
        var file = name.in(folder);
        var channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
        var writer = new SegmentWriter(channel, 0, failPoint);
        try {
            writer.write(name.header());
            writer.force();
            Disk.syncFolderOf(file);
            return writer;
        } catch (IOException | RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    /** Goes on with a segment whose first {@code end} bytes are good; what follows them is cut off. */
    static SegmentWriter resume(Path file, long end, FailPoint failPoint) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.WRITE);
        var writer = new SegmentWriter(channel, end, failPoint);
        try {
            if (channel.size() > end) {
                failPoint.reach("journal.truncate");
                channel.truncate(end);
                writer.force();
            }
            return writer;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    long end() {
        return end;
    }

    /** Writes records at the end; an IOException means that nothing was written, all else that nobody knows. */
    void write(List<Entry> entries) throws IOException {
        var buffer =
                ByteBuffer.allocate(
                        entries.stream().mapToInt(Entry::length).reduce(0, Math::addExact));
        entries.forEach(entry -> entry.writeTo(buffer));
        long before = end;
        try {
            write(buffer.flip());
        } catch (IOException e) {
            end = before;
            undo(e);
            throw e;
        }
    }

    private void undo(IOException cause) {
        try {
            channel.truncate(end);
        } catch (IOException e) {
            e.addSuppressed(cause);
            throw new UncheckedIOException(e);
        }
    }

    private void write(ByteBuffer buffer) throws IOException {
        failPoint.reach("journal.write");
        while (buffer.hasRemaining()) {
            end += channel.write(buffer, end);
        }
    }

    void force() throws IOException {
        failPoint.reach("journal.force");
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
