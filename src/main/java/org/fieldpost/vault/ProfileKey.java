package org.fieldpost.vault;

import java.util.random.RandomGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A profile's key: 256 random bits, from which each purpose gets a key of its own. Never shown, never logged. */
public final class ProfileKey {
    static final int BYTES = 32;
    private static final byte[] NO_SALT = {};
    private final SecretKey key;

    private ProfileKey(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a profile key has 256 bits");
        }
        key = new SecretKeySpec(bytes, "AES");
    }

    /** A new key; {@code random} must be secure. */
    public static ProfileKey make(RandomGenerator random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new ProfileKey(bytes);
    }

    static ProfileKey of(byte[] bytes) {
        return new ProfileKey(bytes);
    }

    byte[] bytes() {
        return key.getEncoded();
    }

    /** The key for one purpose, like {@code journal}; says nothing about the others. */
    public SecretKey forPurpose(String purpose) {
        return Hkdf.derive(key, NO_SALT, purpose);
    }

    @Override
    public String toString() {
        return "ProfileKey";
    }
}
