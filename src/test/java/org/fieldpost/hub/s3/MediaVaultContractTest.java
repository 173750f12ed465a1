package org.fieldpost.hub.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.fieldpost.hub.FolderVault;
import org.fieldpost.hub.MediaVault;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.testing.BucketServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the hub relies on, of a folder and of a bucket alike. */
@ParameterizedClass
@EnumSource
class MediaVaultContractTest {
    enum Kind {
        FOLDER,
        BUCKET
    }

    private static final UUID ORG = new UUID(1, 1);
    private static final UUID OTHER_ORG = new UUID(1, 2);
    private static final UUID UPLOAD = new UUID(2, 1);
    private final byte[] photo = new byte[2_500_000];
    private String hash = "";
    @Parameter Kind kind = Kind.FOLDER;
    @TempDir Path folder = Path.of("");
    private MediaVault vault;

    @BeforeEach
    void open() {
        new Random(5).nextBytes(photo);
        hash = Sha256.of(photo).hex();
        vault =
                switch (kind) {
                    case FOLDER -> new FolderVault(folder);
                    case BUCKET -> bucket();
                };
    }

    private static MediaVault bucket() {
        var s3 = BucketServer.ofAll();
        return S3Door.open(
                S3Place.of(
                        "s3://" + s3.freshBucket() + "/hub one",
                        s3.address(),
                        BucketServer.REGION,
                        true),
                BucketServer.credentials());
    }

    @AfterEach
    void close() throws Exception {
        if (vault instanceof AutoCloseable open) {
            open.close();
        }
    }

    private long append(int turn, int from, int to) throws IOException {
        var bytes = new ByteArrayInputStream(photo, from, to - from);
        return vault.append(UPLOAD, turn, bytes, photo.length);
    }

    private byte[] read(int first, int length) throws IOException {
        try (var in = vault.open(ORG, hash, first, length)) {
            return in.readNBytes(length);
        }
    }

    @Test
    void a_file_sent_in_any_chunks_is_there_byte_for_byte_once_it_is_finished() throws IOException {
        assertEquals(0, vault.length(UPLOAD, 0));
        assertEquals(1, append(0, 0, 1));
        assertEquals(1_200_000, append(0, 1, 1_200_000));
        assertEquals(1_200_000, append(0, 0, 0), "nothing came");
        assertEquals(1_200_000, vault.length(UPLOAD, 0));
        assertEquals(photo.length, append(0, 1_200_000, photo.length));
        assertFalse(vault.holds(ORG, hash));

        assertTrue(vault.finish(UPLOAD, 0, ORG, hash));

        assertTrue(vault.holds(ORG, hash));
        assertFalse(vault.holds(OTHER_ORG, hash), "organizations are apart");
        assertEquals(photo.length, vault.size(ORG, hash));
        assertArrayEquals(photo, read(0, photo.length));
        vault.discard(UPLOAD, 0);
        assertEquals(0, vault.length(UPLOAD, 0));
        assertArrayEquals(photo, read(0, photo.length));
    }

    @Test
    void any_range_can_be_read() throws IOException {
        append(0, 0, photo.length);
        vault.finish(UPLOAD, 0, ORG, hash);
        assertArrayEquals(Arrays.copyOfRange(photo, 1_000, 1_010), read(1_000, 10));
        assertArrayEquals(
                Arrays.copyOfRange(photo, photo.length - 3, photo.length),
                read(photo.length - 3, 3));
    }

    @Test
    void wrong_bytes_never_become_a_file_and_are_thrown_away() throws IOException {
        photo[2_400_000] ^= 1;
        append(0, 0, photo.length);
        assertFalse(vault.finish(UPLOAD, 0, ORG, hash));
        assertFalse(vault.holds(ORG, hash));
        assertEquals(0, vault.length(UPLOAD, 0));

        photo[2_400_000] ^= 1;
        append(0, 0, photo.length);
        assertTrue(vault.finish(UPLOAD, 0, ORG, hash));
        assertArrayEquals(photo, read(0, photo.length));
    }

    @Test
    void an_upload_cut_short_is_no_file() throws IOException {
        append(0, 0, 2_499_999);
        assertFalse(vault.finish(UPLOAD, 0, ORG, hash));
        assertFalse(vault.holds(ORG, hash));
    }

    @Test
    void what_came_before_the_sender_went_away_is_kept() throws IOException {
        var some = new ByteArrayInputStream(photo, 0, 1_500_000);
        long length =
                vault.append(UPLOAD, 0, new SequenceInputStream(some, new Broken()), photo.length);
        assertEquals(1_500_000, length);
        assertEquals(1_500_000, vault.length(UPLOAD, 0));
    }

    private static final class Broken extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("the line is dead");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
        }
    }

    @Test
    void no_more_is_taken_than_was_announced() throws IOException {
        var more = new ByteArrayInputStream(photo);
        assertEquals(1_000, vault.append(UPLOAD, 0, more, 1_000));
        assertEquals(1_000, vault.length(UPLOAD, 0));
    }

    @Test
    void a_file_put_twice_is_there_once_and_whole() throws IOException {
        append(0, 0, photo.length);
        vault.finish(UPLOAD, 0, ORG, hash);
        var again = new UUID(2, 2);
        vault.append(again, 0, new ByteArrayInputStream(photo), photo.length);
        assertTrue(vault.finish(again, 0, ORG, hash));
        assertArrayEquals(photo, read(0, photo.length));
    }

    @Test
    void a_new_turn_goes_on_where_the_old_one_was_and_its_late_writing_does_not_count()
            throws IOException {
        append(0, 0, 1_000_000);
        assertEquals(1_000_000, vault.length(UPLOAD, 1));
        assertEquals(1_100_000, append(1, 1_000_000, 1_100_000));
        // The holder of turn 0 wakes up, and what it still has to write is nonsense.
        vault.append(UPLOAD, 0, new ByteArrayInputStream(new byte[300_000]), photo.length);
        assertEquals(1_100_000, vault.length(UPLOAD, 1));
        assertEquals(photo.length, append(1, 1_100_000, photo.length));
        assertTrue(vault.finish(UPLOAD, 1, ORG, hash));
        assertArrayEquals(photo, read(0, photo.length));
        vault.discard(UPLOAD, 1);
        assertEquals(0, vault.length(UPLOAD, 1));
    }

    @Test
    void a_file_that_was_deleted_is_gone_and_may_come_again() throws IOException {
        vault.delete(ORG, hash);
        append(0, 0, photo.length);
        vault.finish(UPLOAD, 0, ORG, hash);
        vault.discard(UPLOAD, 0);
        vault.delete(ORG, hash);
        assertFalse(vault.holds(ORG, hash));
        assertThrows(IOException.class, () -> vault.size(ORG, hash));
        append(0, 0, photo.length);
        assertTrue(vault.finish(UPLOAD, 0, ORG, hash));
        assertArrayEquals(photo, read(0, photo.length));
    }

    @Test
    void a_name_that_is_no_hash_reaches_nothing() {
        assertThrows(IllegalArgumentException.class, () -> vault.holds(ORG, "../../etc/passwd"));
    }
}
