package org.fieldpost.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 hash, as 64 lower-case hexadecimal digits.
 *
 * @param hex the digits
 */
public record Sha256(String hex) {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int HEX_CHARS = 64;

    public Sha256 {
        if (!isHex(hex)) {
            throw new IllegalArgumentException(
                    "not a SHA-256 in lower-case hex: " + hex.length() + " characters");
        }
    }

    private static boolean isHex(String text) {
        if (text.length() != HEX_CHARS) {
            return false;
        }
        for (int i = 0; i < HEX_CHARS; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    /** The hash of {@code bytes}. */
    public static Sha256 of(byte[] bytes) {
        return ofDigest(digest().digest(bytes));
    }

    /** The hash of a stream, read to its end and not closed. */
    public static Sha256 of(InputStream stream) throws IOException {
        var digest = digest();
        var buffer = new byte[BUFFER_BYTES];
        for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
            digest.update(buffer, 0, n);
        }
        return ofDigest(digest.digest());
    }

    /** The hash of a file's bytes. */
    public static Sha256 of(Path file) throws IOException {
        try (var stream = Files.newInputStream(file)) {
            return of(stream);
        }
    }

    /** The hash a finished {@link MessageDigest} holds. */
    public static Sha256 ofDigest(byte[] digest) {
        return new Sha256(HexFormat.of().formatHex(digest));
    }

    /** A fresh SHA-256 digest, for those who hash as they copy. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
