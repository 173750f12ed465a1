package org.fieldpost.hub;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A range of bytes, both ends included.
 *
 * @param first from 0
 * @param last the last byte
 */
record ByteRange(long first, long last) {
    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    long length() {
        return last - first + 1;
    }

    String header(long size) {
        return "bytes %d-%d/%d".formatted(first, last, size);
    }

    /** What a Range header asks of {@code size} bytes; all for none we understand; null if there is no such range. */
    static @Nullable ByteRange of(@Nullable String header, long size) {
        var all = new ByteRange(0, size - 1);
        var match = ONE.matcher(header == null ? "" : header.strip());
        if (!match.matches() || (match.group(1).isEmpty() && match.group(2).isEmpty())) {
            return all;
        }
        if (match.group(1).isEmpty()) {
            long suffix = Long.parseLong(match.group(2));
            return suffix == 0 ? null : new ByteRange(Math.max(0, size - suffix), size - 1);
        }
        long first = Long.parseLong(match.group(1));
        long last = match.group(2).isEmpty() ? size - 1 : Long.parseLong(match.group(2));
        if (first >= size) {
            return null;
        }
        return last < first ? all : new ByteRange(first, Math.min(last, size - 1));
    }
}
