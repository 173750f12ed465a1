package org.fieldpost.form.expr;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** digest and base64-decode. */
final class DigestFunctions {
    static final List<Function> ALL =
            List.of(
                    new Function("digest", 2, 3, DigestFunctions::digest),
                    new Function("base64-decode", 1, 1, DigestFunctions::base64Decode));

    private DigestFunctions() {}

    private static Value digest(Arguments a) {
        var algorithm = a.text(1).toUpperCase(Locale.ROOT);
        if (!List.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512").contains(algorithm)) {
            return Value.BLANK;
        }
        try {
            var hash =
                    MessageDigest.getInstance(algorithm)
                            .digest(a.text(0).getBytes(StandardCharsets.UTF_8));
            boolean hex = a.count() > 2 && a.text(2).equalsIgnoreCase("hex");
            return a.made(
                    hex
                            ? HexFormat.of().formatHex(hash)
                            : Base64.getEncoder().encodeToString(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    private static Value base64Decode(Arguments a) {
        try {
            return a.made(
                    new String(
                            Base64.getDecoder().decode(a.text(0).strip()), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Value.BLANK;
        }
    }
}
