package org.fieldpost.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.crypto.spec.SecretKeySpec;
import org.fieldpost.faults.FaultRow;
import org.fieldpost.kernel.FailPoint;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.media.MediaProblem.Kind;
import org.fieldpost.testing.SmallDisk;
import org.fieldpost.vault.Aead;
import org.fieldpost.vault.Plain;
import org.fieldpost.vault.Seal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The folder, encrypted and plain. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
class MediaFolderTest {
    private static final long MAX = 10 << 20;

    @Parameter private boolean encrypted;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private final Random random = new Random(42);

    private Seal seal() {
        return encrypted
                ? new Aead(new SecretKeySpec(new byte[32], "AES"), new SecureRandom())
                : new Plain();
    }

    private MediaFolder open() {
        return MediaFolder.open(folder, seal(), FailPoint.NONE);
    }

    private byte[] bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static Sha256 store(MediaFolder media, byte[] bytes) throws IOException {
        return media.store(new ByteArrayInputStream(bytes), MAX).sha256();
    }

    private List<Path> files() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void what_was_stored_is_read_under_its_hash_after_a_restart() throws IOException {
        var photo = bytes(200_000);
        var stored = open().store(new ByteArrayInputStream(photo), MAX);
        assertEquals(Sha256.of(photo), stored.sha256());
        assertEquals(photo.length, stored.sizeBytes());
        var media = open();
        try (var in = media.open(stored.sha256())) {
            assertArrayEquals(photo, in.readAllBytes());
        }
        assertEquals(photo.length, media.sizeBytes(stored.sha256()));
        assertTrue(media.verify(stored.sha256()));
        assertEquals(List.of(stored.sha256()), media.all());
        var hex = stored.sha256().hex();
        assertEquals(
                List.of(folder.resolve(hex.substring(0, 2)).resolve(hex.substring(2))), files());
        assertEquals(!encrypted, Arrays.equals(photo, Files.readAllBytes(files().getFirst())));
    }

    @Test
    void an_upload_goes_on_from_any_offset() throws IOException {
        var photo = bytes(150_000);
        var media = open();
        var sha256 = store(media, photo);
        for (int offset : new int[] {0, 1, 65_535, 65_536, 100_000, 149_999, 150_000}) {
            try (var in = media.open(sha256, offset)) {
                assertArrayEquals(
                        Arrays.copyOfRange(photo, offset, photo.length), in.readAllBytes());
            }
        }
    }

    @Test
    void the_same_bytes_are_kept_once_and_nothing_is_a_file_too() throws IOException {
        var media = open();
        var photo = bytes(1000);
        assertEquals(store(media, photo), store(media, photo));
        assertEquals(1, files().size());
        var empty = store(media, new byte[0]);
        assertTrue(media.verify(empty));
        assertEquals(0, media.sizeBytes(empty));
    }

    @Test
    void too_large_a_file_is_refused_and_leaves_nothing() throws IOException {
        var problem =
                assertThrows(
                        MediaProblem.class,
                        () -> open().store(new ByteArrayInputStream(bytes(1001)), 1000));
        assertEquals(Kind.TOO_LARGE, problem.kind());
        assertEquals(List.of(), files());
        open().store(new ByteArrayInputStream(bytes(1000)), 1000);
    }

    @Test
    void a_source_that_breaks_off_is_told_as_it_is_and_leaves_nothing() throws IOException {
        var broken =
                new InputStream() {
                    private int left = 100_000;

                    @Override
                    public int read() throws IOException {
                        return read(new byte[1], 0, 1);
                    }

                    @Override
                    public int read(byte[] to, int offset, int length) throws IOException {
                        if (left <= 0) {
                            throw new IOException("card pulled out");
                        }
                        left -= length;
                        return length;
                    }
                };
        var e = assertThrows(IOException.class, () -> open().store(broken, MAX));
        assertEquals("card pulled out", e.getMessage());
        assertEquals(List.of(), files());
    }

    @Test
    void a_damaged_file_is_told_before_its_end_and_replaced_when_stored_again() throws IOException {
        var photo = bytes(100_000);
        var media = open();
        var sha256 = store(media, photo);
        var file = files().getFirst();
        var good = Files.readAllBytes(file);
        var changed = good.clone();
        changed[70_000] ^= 1;
        for (var bad : List.of(changed, Arrays.copyOf(good, 50_000), Arrays.copyOf(good, 0))) {
            Files.write(file, bad);
            assertFalse(media.verify(sha256));
            assertThrows(
                    Exception.class,
                    () -> {
                        try (var in = media.open(sha256)) {
                            in.readAllBytes();
                        }
                    });
            assertEquals(sha256, store(media, photo));
            assertTrue(media.verify(sha256), "the torn copy stood in for the good one");
        }
    }

    @Test
    void a_missing_file_is_a_problem_with_a_remedy_and_deleting_it_is_none() throws IOException {
        var media = open();
        var nowhere = Sha256.of(new byte[] {1});
        assertEquals(
                Kind.MISSING, assertThrows(MediaProblem.class, () -> media.open(nowhere)).kind());
        assertEquals(
                Kind.MISSING,
                assertThrows(MediaProblem.class, () -> media.sizeBytes(nowhere)).kind());
        assertFalse(media.verify(nowhere));
        media.delete(nowhere);
        var sha256 = store(media, bytes(10));
        media.delete(sha256);
        assertFalse(media.has(sha256));
        assertEquals(List.of(), media.all());
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.DISK,
            what = "Storing a photo is cut at every write, fsync and rename.",
            holds = "The whole file is there or none.")
    void a_crash_at_any_step_leaves_the_whole_file_or_none() throws IOException {
        var photo = bytes(150_000);
        var sha256 = Sha256.of(photo);
        var seen = new ArrayList<String>();
        boolean cut = true;
        for (int nth = 1; cut; nth++) {
            cut = crashes(photo, nth, seen);
            var media = open();
            assertTrue(
                    files().stream().noneMatch(f -> f.toString().endsWith(".part")), "not swept");
            assertEquals(!cut, media.has(sha256));
            assertTrue(cut || media.verify(sha256));
        }
        assertTrue(seen.containsAll(List.of("media.write", "media.force", "media.rename")));
    }

    private boolean crashes(byte[] photo, int nth, List<String> seen) throws IOException {
        var steps = new int[1];
        FailPoint cut =
                name -> {
                    if (++steps[0] >= nth) {
                        seen.add(name);
                        throw new IllegalStateException("crash");
                    }
                };
        try {
            store(MediaFolder.open(folder, seal(), cut), photo);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    @Test
    void a_full_disk_refuses_the_file_and_takes_it_once_there_is_room() throws IOException {
        try (var disk = SmallDisk.mount(folder.resolve("disk"), 600)) {
            var media = MediaFolder.open(disk.folder().resolve("media"), seal(), FailPoint.NONE);
            var small = store(media, bytes(1000));
            var filler = disk.fill();
            var photo = bytes(300_000);
            var problem = assertThrows(MediaProblem.class, () -> store(media, photo));
            assertEquals(Kind.NOT_WRITTEN, problem.kind());
            assertTrue(media.verify(small));
            Files.delete(filler);
            assertTrue(media.verify(store(media, photo)));
        }
    }

    @Test
    void unfinished_files_of_a_killed_process_are_swept() throws IOException {
        Files.write(folder.resolve("incoming-123.part"), bytes(10));
        open();
        assertEquals(List.of(), files());
    }
}
