package org.fieldpost.journal;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * A segment's file name and header, which both tell its first sequence number.
 *
 * @param first number of the first record in it
 * @param setAside a person was told that it is damaged; it is no longer read
 */
record SegmentName(long first, boolean setAside) {
    static final int HEADER_BYTES = 16;
    private static final int MARK = 0x46504a31; // FPJ1
    private static final Pattern NAME = Pattern.compile("([0-9a-f]{16})\\.journal(\\.damaged)?");

    static Optional<SegmentName> of(Path file) {
        var name = NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches()
                ? Optional.of(
                        new SegmentName(Long.parseLong(name.group(1), 16), name.group(2) != null))
                : Optional.empty();
    }

    Path in(Path folder) {
        return folder.resolve("%016x.journal%s".formatted(first, setAside ? ".damaged" : ""));
    }

    ByteBuffer header() {
        var header = ByteBuffer.allocate(HEADER_BYTES).putInt(MARK).putLong(first);
        return header.putInt(crc(header)).flip();
    }

    /** Whether {@code bytes} begin with this segment's header. */
    boolean heads(ByteBuffer bytes) {
        return bytes.limit() >= HEADER_BYTES && bytes.slice(0, HEADER_BYTES).equals(header());
    }

    private static int crc(ByteBuffer header) {
        var crc = new CRC32C();
        crc.update(header.slice(0, HEADER_BYTES - Integer.BYTES));
        return (int) crc.getValue();
    }
}
