package org.fieldpost.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.spec.SecretKeySpec;
import org.fieldpost.kernel.FailPoint;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.vault.Aead;
import org.fieldpost.vault.Seal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncomingFileTest {
    private static final long BYTES_MAX = 10_000_000;

    @TempDir Path folder;
    private final Seal seal = new Aead(new SecretKeySpec(new byte[32], "AES"), new Random(1));

    private MediaFolder media() {
        return MediaFolder.open(folder.resolve("media"), seal, FailPoint.NONE);
    }

    private IncomingFile incoming(Sha256 hash) throws IOException {
        return IncomingFile.in(folder.resolve("incoming"), seal, hash);
    }

    @Test
    void a_file_that_comes_in_any_number_of_pieces_is_whole_in_the_end() throws IOException {
        for (long seed = 0; seed < 25; seed++) {
            var random = new Random(seed);
            var bytes = new byte[1 + random.nextInt(400_000)];
            random.nextBytes(bytes);
            var hash = Sha256.of(bytes);
            var media = media();
            int sent = 0;
            while (sent < bytes.length) {
                try (var file = incoming(hash)) {
                    assertEquals(sent, file.size(), "seed " + seed + ": what came is kept");
                    int n = Math.min(bytes.length - sent, 1 + random.nextInt(150_000));
                    file.sink().write(bytes, sent, n);
                    sent += n;
                }
            }
            try (var file = incoming(hash)) {
                assertTrue(file.finish(media, BYTES_MAX), "seed " + seed);
            }
            try (var stored = media.open(hash)) {
                assertTrue(Arrays.equals(bytes, stored.readAllBytes()), "seed " + seed);
            }
        }
    }

    @Test
    void other_bytes_than_expected_are_thrown_away_and_it_begins_anew() throws IOException {
        var hash = Sha256.of(new byte[] {1, 2, 3});
        try (var file = incoming(hash)) {
            file.sink().write(new byte[] {1, 2, 4});
            assertFalse(file.finish(media(), BYTES_MAX));
        }
        assertFalse(media().has(hash));
        try (var file = incoming(hash)) {
            assertEquals(0, file.size());
            file.sink().write(new byte[] {1, 2, 3});
            assertTrue(file.finish(media(), BYTES_MAX));
        }
        assertTrue(media().verify(hash));
    }

    @Test
    void a_piece_cut_off_by_a_crash_is_not_counted() throws IOException {
        var bytes = new byte[200_000];
        new Random(3).nextBytes(bytes);
        var hash = Sha256.of(bytes);
        try (var file = incoming(hash)) {
            file.sink().write(bytes, 0, 100_000);
        }
        // The process dies while the second piece is written: it has no name yet.
        var crashed = incoming(hash);
        crashed.sink().write(bytes, 100_000, 50_000);
        try (var file = incoming(hash)) {
            assertEquals(100_000, file.size());
            file.sink().write(bytes, 100_000, 100_000);
            assertTrue(file.finish(media(), BYTES_MAX));
        }
    }

    @Test
    void nothing_of_it_lies_in_the_clear() throws IOException {
        var text =
                "the quick brown fox jumps over the lazy dog"
                        .repeat(100)
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        var hash = Sha256.of(text);
        try (var file = incoming(hash)) {
            file.sink().write(text);
        }
        try (var files = Files.walk(folder.resolve("incoming"))) {
            for (var piece : files.filter(Files::isRegularFile).toList()) {
                assertFalse(
                        Files.readString(piece, java.nio.charset.StandardCharsets.ISO_8859_1)
                                .contains("brown fox"));
            }
        }
    }
}
