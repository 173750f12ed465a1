package org.fieldpost.faults;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The head of an HTTP/1.1 message, as it came.
 *
 * @param text with the empty line that ends it, a character for a byte
 */
record HttpText(String text) {
    private static final int HEAD_BYTES_MAX = 64 * 1024;

    /** Reads a head; null when the other side closed instead. */
    static @org.jspecify.annotations.Nullable HttpText read(InputStream from) throws IOException {
        var bytes = new ByteArrayOutputStream();
        int ends = 0;
        while (ends < 4) {
            int next = from.read();
            if (next < 0) {
                if (bytes.size() == 0) {
                    return null;
                }
                throw new EOFException("a head cut short");
            }
            bytes.write(next);
            ends = next == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : next == '\r' ? 1 : 0;
            if (bytes.size() > HEAD_BYTES_MAX) {
                throw new IOException("a head too long");
            }
        }
        return new HttpText(bytes.toString(StandardCharsets.ISO_8859_1));
    }

    byte[] raw() {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private String word(int index) {
        return text.lines().findFirst().orElse("").split(" ", 3)[index];
    }

    String method() {
        return word(0);
    }

    String path() {
        return word(1);
    }

    int status() {
        return Integer.parseInt(word(1));
    }

    /** A header's value, empty if there is none. */
    String header(String name) {
        return text.lines()
                .skip(1)
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** A header as a number, -1 if there is none. */
    long number(String name) {
        var value = header(name);
        return value.isEmpty() ? -1 : Long.parseLong(value);
    }

    /** Reads the body that belongs to this head, framing and all. */
    byte[] body(InputStream from, boolean mayHaveOne) throws IOException {
        if (!mayHaveOne) {
            return new byte[0];
        }
        if (header("transfer-encoding").equalsIgnoreCase("chunked")) {
            return chunked(from);
        }
        long length = Math.max(0, number("content-length"));
        var body = from.readNBytes(Math.toIntExact(length));
        if (body.length < length) {
            throw new EOFException("a body cut short");
        }
        return body;
    }

    private static byte[] chunked(InputStream from) throws IOException {
        var all = new ByteArrayOutputStream();
        while (true) {
            var line = line(from);
            all.writeBytes(line);
            int size =
                    Integer.parseInt(
                            new String(line, StandardCharsets.US_ASCII).strip().split(";", 2)[0],
                            16);
            all.writeBytes(from.readNBytes(size));
            all.writeBytes(line(from));
            if (size == 0) {
                return all.toByteArray();
            }
        }
    }

    private static byte[] line(InputStream from) throws IOException {
        var line = new ByteArrayOutputStream();
        int next;
        do {
            next = from.read();
            if (next < 0) {
                throw new EOFException("a chunk cut short");
            }
            line.write(next);
        } while (next != '\n');
        return line.toByteArray();
    }
}
