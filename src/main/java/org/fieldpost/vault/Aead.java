package org.fieldpost.vault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM. A record is a random nonce, the cipher text and its tag. A file is a header with a random salt, which
 * gives the file a key of its own, then segments of 64 KiB, each with its tag; a segment's nonce is its number and
 * whether it is the last (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár), so that segments cannot
 * be cut off, dropped, repeated or reordered unnoticed, and any can be read without those before.
 */
public final class Aead implements Seal {
    static final int TAG_BYTES = 16;
    static final int NONCE_BYTES = 12;
    static final int SALT_BYTES = 16;
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final byte[] NO_CONTEXT = {};
    private final SecretKey key;
    private final RandomGenerator random;

    /** A seal with a key of 256 bits, used for nothing else; {@code random} must be secure. */
    public Aead(SecretKey key, RandomGenerator random) {
        this.key = key;
        this.random = random;
    }

    @Override
    public byte[] seal(byte[] plain, byte[] context) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        var sealed = encrypt(key, nonce, plain, plain.length, context);
        return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
    }

    @Override
    public byte[] open(byte[] sealed, byte[] context) throws SealBroken {
        if (sealed.length < NONCE_BYTES + TAG_BYTES) {
            throw new SealBroken("sealed bytes cut short", null);
        }
        return decrypt(
                key,
                Arrays.copyOf(sealed, NONCE_BYTES),
                Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length),
                context);
    }

    @Override
    public OutputStream sealing(OutputStream to) throws IOException {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new SealedFileWriter(to, salt, Hkdf.derive(key, salt, "file"));
    }

    @Override
    public InputStream opening(SeekableByteChannel file, long plainOffset) throws IOException {
        return SealedFileReader.open(file, plainOffset, salt -> Hkdf.derive(key, salt, "file"));
    }

    @Override
    public long plainLength(long sealedLength) throws SealBroken {
        return SealedFile.plainLength(sealedLength);
    }

    /** Encrypts a segment of a file. */
    static byte[] encryptSegment(
            SecretKey fileKey, long number, boolean last, byte[] plain, int length) {
        return encrypt(fileKey, SealedFile.nonce(number, last), plain, length, NO_CONTEXT);
    }

    /** Decrypts a segment of a file. */
    static byte[] decryptSegment(SecretKey fileKey, long number, boolean last, byte[] sealed)
            throws SealBroken {
        return decrypt(fileKey, SealedFile.nonce(number, last), sealed, NO_CONTEXT);
    }

    private static byte[] encrypt(
            SecretKey key, byte[] nonce, byte[] plain, int length, byte[] context) {
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, context);
            return cipher.doFinal(plain, 0, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] decrypt(SecretKey key, byte[] nonce, byte[] sealed, byte[] context)
            throws SealBroken {
        try {
            return cipher(Cipher.DECRYPT_MODE, key, nonce, context).doFinal(sealed);
        } catch (GeneralSecurityException e) {
            throw new SealBroken("sealed bytes were changed, or the key is another", e);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, byte[] context)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(context);
        return cipher;
    }
}
