package org.fieldpost.vault;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/** HKDF-SHA256 (RFC 5869): keys for purposes out of one key. */
final class Hkdf {
    private static final int KEY_BYTES = 32;

    private Hkdf() {}

    /** An AES key of 256 bits for {@code purpose}. */
    static SecretKey derive(SecretKey from, byte[] salt, String purpose) {
        var parameters =
                HKDFParameterSpec.ofExtract()
                        .addIKM(from)
                        .addSalt(salt)
                        .thenExpand(
                                ("fieldpost " + purpose).getBytes(StandardCharsets.UTF_8),
                                KEY_BYTES);
        try {
            return KDF.getInstance("HKDF-SHA256").deriveKey("AES", parameters);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
