package org.fieldpost.hub;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.fieldpost.kernel.Sha256;

/** Tokens and codes: made here, kept only as hashes. */
final class Secrets {
    private static final int TOKEN_BYTES = 32;
    // No letters that look or sound like others; 32 of them, so 5 bits each.
    private static final String CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final int CODE_GROUPS = 4;
    private static final int CODE_GROUP_CHARS = 4;

    private Secrets() {}

    /** 256 random bits. */
    static String token(RandomGenerator random) {
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** 80 random bits to be typed by a person: {@code 7KQ2-MX4P-9TRC-HB3W}. */
    static String code(RandomGenerator random) {
        var code = new StringBuilder();
        for (int i = 0; i < CODE_GROUPS * CODE_GROUP_CHARS; i++) {
            if (i > 0 && i % CODE_GROUP_CHARS == 0) {
                code.append('-');
            }
            code.append(CODE_LETTERS.charAt(random.nextInt(CODE_LETTERS.length())));
        }
        return code.toString();
    }

    static Sha256 hashOfToken(String token) {
        return Sha256.of(token.getBytes(StandardCharsets.UTF_8));
    }

    /** The same for every way a person may type the code. */
    static Sha256 hashOfCode(String code) {
        var letters = code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        return Sha256.of(letters.getBytes(StandardCharsets.UTF_8));
    }
}
