package org.fieldpost.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AeadTest {
    private static final int SEGMENT = SealedFile.SEGMENT_BYTES;
    private static final byte[] HERE = {1};
    private final Random random = new Random(20260203);
    private final Seal seal = seal(1);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private static Seal seal(int fill) {
        var key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return new Aead(new SecretKeySpec(key, "AES"), new SecureRandom());
    }

    private byte[] bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] sealed(Seal seal, byte[] plain) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var sealing = seal.sealing(out)) {
            sealing.write(plain);
        }
        return out.toByteArray();
    }

    private byte[] opened(Seal by, byte[] sealed, long offset) throws IOException {
        var file = Files.write(folder.resolve("f"), sealed);
        try (var in = by.opening(Files.newByteChannel(file), offset)) {
            return in.readAllBytes();
        }
    }

    @Test
    void a_record_opens_to_what_was_sealed_and_looks_different_each_time() throws IOException {
        var plain = "borehole 7 is dry".getBytes(StandardCharsets.UTF_8);
        var once = seal.seal(plain, HERE);
        var again = seal.seal(plain, HERE);
        assertArrayEquals(plain, seal.open(once, HERE));
        assertFalse(Arrays.equals(once, again));
        assertFalse(new String(once, StandardCharsets.ISO_8859_1).contains("dry"));
    }

    @Test
    void a_record_opens_with_its_own_key_and_context_only() {
        var sealed = seal.seal(bytes(40), HERE);
        assertThrows(SealBroken.class, () -> seal(2).open(sealed, HERE));
        assertThrows(SealBroken.class, () -> seal.open(sealed, new byte[] {2}));
    }

    @Test
    void no_flipped_bit_and_no_cut_of_a_record_goes_unnoticed() {
        var sealed = seal.seal(bytes(20), HERE);
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            var changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(SealBroken.class, () -> seal.open(changed, HERE), "bit " + bit);
        }
        for (int length = 0; length < sealed.length; length++) {
            var cut = Arrays.copyOf(sealed, length);
            assertThrows(SealBroken.class, () -> seal.open(cut, HERE), "length " + length);
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, 1000, SEGMENT - 1, SEGMENT, SEGMENT + 1, 3 * SEGMENT, 3 * SEGMENT + 17})
    void a_file_of_any_length_opens_whole_and_from_any_offset(int length) throws IOException {
        var plain = bytes(length);
        var sealed = sealed(seal, plain);
        assertEquals(length, seal.plainLength(sealed.length));
        for (int offset :
                new int[] {
                    0, 1, length / 2, SEGMENT - 1, SEGMENT, SEGMENT + 1, length - 1, length
                }) {
            if (offset >= 0 && offset <= length) {
                assertArrayEquals(
                        Arrays.copyOfRange(plain, offset, length),
                        opened(seal, sealed, offset),
                        "offset " + offset);
            }
        }
        assertThrows(IllegalArgumentException.class, () -> opened(seal, sealed, length + 1L));
    }

    @Test
    void a_file_written_byte_by_byte_is_the_same_to_the_reader() throws IOException {
        var plain = bytes(SEGMENT + 3);
        var out = new ByteArrayOutputStream();
        try (var sealing = seal.sealing(out)) {
            for (byte b : plain) {
                sealing.write(b);
            }
        }
        assertArrayEquals(plain, opened(seal, out.toByteArray(), 0));
    }

    @Test
    void a_cut_file_is_never_taken_for_a_shorter_one() throws IOException {
        var sealed = sealed(seal, bytes(2 * SEGMENT + 50));
        var lengths = new java.util.TreeSet<Integer>();
        for (int n = 0; n < 200; n++) {
            lengths.add(random.nextInt(sealed.length));
            lengths.add(n);
            lengths.add(sealed.length - 1 - n);
            lengths.add(SealedFile.HEADER_BYTES + SealedFile.SEALED_SEGMENT_BYTES + n - 100);
            lengths.add(SealedFile.HEADER_BYTES + 2 * SealedFile.SEALED_SEGMENT_BYTES + n - 199);
        }
        for (int length : lengths) {
            var cut = Arrays.copyOf(sealed, length);
            assertThrows(SealBroken.class, () -> opened(seal, cut, 0), "length " + length);
        }
    }

    @Test
    void a_changed_file_gives_no_wrong_byte() throws IOException {
        var plain = bytes(2 * SEGMENT + 50);
        var sealed = sealed(seal, plain);
        for (int n = 0; n < 300; n++) {
            int bit = random.nextInt(sealed.length * 8);
            var changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            var file = Files.write(folder.resolve("f"), changed);
            var read = new ByteArrayOutputStream();
            try (var in = seal.opening(Files.newByteChannel(file), 0)) {
                in.transferTo(read);
                fail("unnoticed: bit " + bit);
            } catch (SealBroken e) {
                var got = read.toByteArray();
                assertArrayEquals(Arrays.copyOf(plain, got.length), got, "bit " + bit);
            }
        }
    }

    @Test
    void segments_swapped_or_taken_from_another_file_are_noticed() throws IOException {
        var one = sealed(seal, bytes(3 * SEGMENT));
        var two = sealed(seal, bytes(3 * SEGMENT));
        int first = SealedFile.HEADER_BYTES;
        int size = SealedFile.SEALED_SEGMENT_BYTES;
        var swapped = one.clone();
        System.arraycopy(one, first, swapped, first + size, size);
        System.arraycopy(one, first + size, swapped, first, size);
        assertThrows(SealBroken.class, () -> opened(seal, swapped, 0));
        var mixed = one.clone();
        System.arraycopy(two, first, mixed, first, size);
        assertThrows(SealBroken.class, () -> opened(seal, mixed, 0));
    }

    @Test
    void a_plain_seal_leaves_bytes_as_they_are() throws IOException {
        var plain = bytes(1000);
        Seal none = new Plain();
        assertArrayEquals(plain, none.seal(plain, HERE));
        assertArrayEquals(plain, none.open(plain, HERE));
        assertArrayEquals(plain, sealed(none, plain));
        assertArrayEquals(Arrays.copyOfRange(plain, 10, 1000), opened(none, plain, 10));
        assertEquals(1000, none.plainLength(1000));
    }

    @Test
    void each_purpose_has_a_key_of_its_own() {
        var key = ProfileKey.make(random);
        assertEquals(key.forPurpose("journal"), key.forPurpose("journal"));
        assertNotEquals(key.forPurpose("journal"), key.forPurpose("media"));
        assertFalse(key.toString().contains(HexFormat.of().formatHex(key.bytes())));
    }

    @Test
    void keys_derive_as_rfc_5869_says() {
        // Guards old profiles: a change of derivation would lock every one of them out.
        var key = ProfileKey.of(new byte[32]);
        assertEquals(
                "efd4303d7f9d34f759e8a037523bb7324befeb6e9618aed4b779629e52bba040",
                HexFormat.of().formatHex(key.forPurpose("journal").getEncoded()));
    }
}
