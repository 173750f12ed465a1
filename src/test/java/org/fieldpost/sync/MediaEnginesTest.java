package org.fieldpost.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.kernel.UuidV7;
import org.fieldpost.simulation.Fault;
import org.fieldpost.simulation.SimulatedHub;
import org.fieldpost.simulation.SimulatedMedia;
import org.fieldpost.store.MediaUploads.State;
import org.fieldpost.testing.MovableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaEnginesTest {
    @TempDir private Path folder;
    private final SimulatedHub hub =
            new SimulatedHub(new UuidV7(new MovableClock(), new Random(7)));
    private final SimulatedMedia media = new SimulatedMedia();
    private SimulatedDevice device;

    @BeforeEach
    void enrol() {
        device = new SimulatedDevice(folder, "a", 1, hub, media);
        device.sync();
    }

    @AfterEach
    void close() {
        device.close();
    }

    @Test
    void a_photo_arrives_byte_for_byte() {
        var bytes = bytes(1, 1_234);
        var photo = device.photo(device.create("{}"), bytes);
        device.sync();
        var report = device.sendFiles();
        assertEquals(1, report.sent());
        assertEquals(0, report.remaining());
        assertArrayEquals(bytes, media.bytes(photo));
        assertEquals(bytes.length, media.received());
    }

    @Test
    void text_is_at_the_hub_before_any_photo_is_begun() {
        device.photo(device.create("{}"), bytes(1, 5_000));
        device.sync();
        assertEquals(1, hub.ids(EntityType.SUBMISSION_MEDIA).size());
        assertEquals(0, media.received());
    }

    @Test
    void what_the_hub_confirmed_is_never_sent_again_however_often_the_link_breaks() {
        var bytes = bytes(2, 2_000);
        var photo = device.photo(device.create("{}"), bytes);
        device.sync();
        var calls = new int[1];
        device.link.faults(
                call ->
                        call.equals("append") && ++calls[0] % 3 == 0
                                ? Fault.DROP_RESPONSE
                                : Fault.NONE);
        int turns = 0;
        while (device.sendFiles().remaining() > 0) {
            device.restart();
            assertTrue(++turns < 50);
        }
        assertArrayEquals(bytes, media.bytes(photo));
        assertEquals(bytes.length, media.received());
    }

    @Test
    void an_upload_the_hub_forgot_is_begun_anew() {
        var photo = device.photo(device.create("{}"), bytes(3, 1_000));
        device.sync();
        var calls = new int[1];
        device.link.faults(
                call -> call.equals("append") && ++calls[0] == 4 ? Fault.DROP_REQUEST : Fault.NONE);
        device.sendFiles();
        media.forgetUploads();
        assertEquals(1, device.sendFiles().sent());
        assertEquals(1_000, media.bytes(photo).length);
    }

    @Test
    void one_bad_file_blocks_no_other_and_its_record_is_kept() {
        var damaged = bytes(4, 700);
        var bad = device.photo(device.create("{}"), damaged);
        device.files.damage(Sha256.of(damaged), bytes(5, 700));
        var good = device.photo(device.create("{}"), bytes(6, 800));
        device.sync();
        for (int i = 0; i < 6; i++) {
            device.clock.move(Duration.ofMinutes(3));
            device.sendFiles();
        }
        assertEquals(800, media.bytes(good).length);
        assertEquals(0, media.bytes(bad).length);
        var upload = device.db.read(tx -> device.tables.uploads().find(tx, bad)).orElseThrow();
        assertEquals(State.FAILED, upload.state());
        assertFalse(device.engine().waiting().isEverythingSent());
    }

    @Test
    void a_clock_set_back_puts_no_photo_off() {
        var submission = device.create("{'a':'1'}");
        device.sync();
        device.photo(device.now(EntityType.SUBMISSIONS, submission), new byte[] {1, 2, 3});
        device.sync();
        device.clock.move(Duration.ofHours(-21));
        device.sendFiles();
        device.clock.move(Duration.ofMinutes(3));
        assertEquals(1, device.sendFiles().sent());
    }

    @Test
    void a_photo_yields_between_two_chunks_and_goes_on_where_it_was() {
        var bytes = bytes(7, 1_000);
        var photo = device.photo(device.create("{}"), bytes);
        device.sync();
        var asked = new int[1];
        var report =
                device.engine()
                        .moveFiles(SyncTaskKind.MEDIA_UPLOAD, () -> ++asked[0] > 4, progress -> {});
        assertEquals(1, report.remaining());
        assertTrue(media.received() > 0 && media.received() < 1_000);
        assertEquals(1, device.sendFiles().sent());
        assertArrayEquals(bytes, media.bytes(photo));
        assertEquals(1_000, media.received());
    }

    @Test
    void photos_of_other_devices_are_fetched_when_the_hub_holds_them_whole() {
        var bytes = bytes(8, 3_000);
        var submission = hub.put(EntityType.SUBMISSIONS, device.submission("{}"));
        var waiting = hub.put(EntityType.SUBMISSION_MEDIA, row(submission, bytes(9, 10), false));
        var photo = hub.put(EntityType.SUBMISSION_MEDIA, row(submission, bytes, true));
        media.put(photo, bytes);
        device.sync();
        assertEquals(1, device.fetchFiles().fetched());
        assertArrayEquals(bytes, device.files.bytes(Sha256.of(bytes)));
        hub.put(EntityType.SUBMISSION_MEDIA, waiting, row(submission, bytes(9, 10), true));
        media.put(waiting, bytes(9, 10));
        device.sync();
        assertEquals(1, device.fetchFiles().fetched());
    }

    @Test
    void bytes_with_another_hash_never_go_into_place() {
        var bytes = bytes(10, 500);
        var submission = hub.put(EntityType.SUBMISSIONS, device.submission("{}"));
        var photo = hub.put(EntityType.SUBMISSION_MEDIA, row(submission, bytes, true));
        media.put(photo, bytes(11, 500));
        device.sync();
        assertEquals(1, device.fetchFiles().failed());
        assertFalse(device.files.has(Sha256.of(bytes)));
        media.put(photo, bytes);
        assertEquals(1, device.fetchFiles().fetched());
    }

    private static com.fasterxml.jackson.databind.node.ObjectNode row(
            UUID submission, byte[] bytes, boolean uploaded) {
        var hash = Sha256.of(bytes).hex();
        var row = Json.object().put("submission_id", submission.toString());
        row.put("question", "/p").put("sha256", hash).put("key", hash).put("filename", "f.jpg");
        row.put("content_type", "image/jpeg").put("size_bytes", bytes.length);
        if (uploaded) {
            row.put("uploaded_at", "2026-02-01T00:00:00Z");
        }
        return row.put("created_at", "2026-01-01T00:00:00Z");
    }

    private static byte[] bytes(long seed, int length) {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
