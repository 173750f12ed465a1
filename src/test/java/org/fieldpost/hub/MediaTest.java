package org.fieldpost.hub;

import static org.fieldpost.hub.Tus.hash;
import static org.fieldpost.hub.Tus.head;
import static org.fieldpost.hub.Tus.headers;
import static org.fieldpost.hub.Tus.location;
import static org.fieldpost.hub.Tus.offset;
import static org.fieldpost.hub.Tus.patch;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.fieldpost.contract.CommandResult.Outcome;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.Role;
import org.fieldpost.db.Dialect;
import org.fieldpost.faults.FaultRow;
import org.fieldpost.submission.FormRef;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class MediaTest {
    enum Shelf {
        FOLDER_BESIDE_H2,
        FOLDER_BESIDE_POSTGRESQL,
        BUCKET_BESIDE_POSTGRESQL
    }

    @Parameter Shelf shelf = Shelf.FOLDER_BESIDE_H2;
    @TempDir Path folder = Path.of("");
    private final byte[] photo = new byte[300_000];
    private TestHub hub;
    private TestDevice worker;
    private TestDevice supervisor;
    private UUID submission = new UUID(0, 0);
    private @Nullable Bucket bucket;

    @BeforeEach
    void start() {
        new Random(7).nextBytes(photo);
        hub =
                switch (shelf) {
                    case FOLDER_BESIDE_H2 -> new TestHub(Dialect.H2, folder);
                    case FOLDER_BESIDE_POSTGRESQL -> new TestHub(Dialect.POSTGRESQL, folder);
                    case BUCKET_BESIDE_POSTGRESQL -> overBucket();
                };
        worker = hub.device("Water Aid", Role.FIELD_WORKER);
        supervisor = hub.device("Water Aid", Role.SUPERVISOR);
        FormRef form = hub.form("Water Aid", "water_point");
        var create =
                worker.create(EntityType.SUBMISSIONS, hub.ids.next(), worker.submission(form, "x"));
        submission = Objects.requireNonNull(worker.pushOne(create).entityId());
    }

    private TestHub overBucket() {
        bucket = new Bucket();
        return new TestHub(
                TestHub.open(Dialect.POSTGRESQL, folder),
                bucket.vault(),
                HubLimits.standard(),
                20260504);
    }

    @AfterEach
    void stop() {
        hub.close();
        if (bucket != null) {
            bucket.close();
        }
    }

    private UUID announce(byte[] bytes) {
        var id = hub.ids.next();
        var payload = worker.media(submission, hash(bytes), bytes.length);
        assertEquals(
                Outcome.OK,
                worker.pushOne(worker.create(EntityType.SUBMISSION_MEDIA, id, payload)).outcome());
        return id;
    }

    private PullChange row(TestDevice device, UUID media) {
        return device.pull(100).stream()
                .filter(c -> c.entityId().equals(media))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isUploaded(PullChange row) {
        return Objects.requireNonNull(row.payload()).has("uploaded_at");
    }

    @Test
    void a_photo_arrives_byte_for_byte_and_the_feed_says_so() {
        var media = announce(photo);
        assertFalse(isUploaded(row(supervisor, media)));
        var location = location(Tus.create(worker, media, hash(photo), photo.length));
        var sent = patch(worker, location, 0, photo);
        assertEquals(204, sent.statusCode());
        assertEquals(photo.length, offset(sent));
        assertTrue(isUploaded(row(supervisor, media)));
        var got = supervisor.send("GET", "/media/" + media, null);
        assertArrayEquals(photo, got.body());
        assertEquals("image/jpeg", got.headers().firstValue("Content-Type").orElse(""));
    }

    @Test
    void an_upload_cut_anywhere_goes_on_where_the_hub_stands() throws IOException {
        var random = new Random(99);
        var media = announce(photo);
        var location = location(Tus.create(worker, media, hash(photo), photo.length));
        long before = 0;
        for (int cut = 0; cut < 6; cut++) {
            long stands = offset(head(worker, location));
            assertTrue(stands >= before, "confirmed bytes are never sent again");
            sendAndHangUp(location, stands, 1 + random.nextInt(40_000));
            before = stands;
        }
        long stands = awaitQuiet(location);
        assertTrue(stands > 0 && stands < photo.length, "stands at " + stands);
        byte[] rest = Arrays.copyOfRange(photo, (int) stands, photo.length);
        assertEquals(204, patch(worker, location, stands, rest).statusCode());
        assertArrayEquals(photo, supervisor.send("GET", "/media/" + media, null).body());
    }

    /** Begins to send all the rest, and hangs up after {@code bytes} bytes. */
    private void sendAndHangUp(String location, long offset, int bytes) throws IOException {
        try (var socket = new Socket(hub.server.address().getHost(), hub.server.port())) {
            var head =
                    """
                    PATCH %s HTTP/1.1
                    Host: hub
                    Authorization: Bearer %s
                    Tus-Resumable: 1.0.0
                    Upload-Offset: %d
                    Content-Type: application/offset+octet-stream
                    Content-Length: %d

                    """
                            .formatted(location, worker.token, offset, photo.length - offset)
                            .replace("\n", "\r\n");
            var out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(photo, (int) offset, (int) Math.min(bytes, photo.length - offset - 1));
            out.flush();
            socket.shutdownOutput();
            while (socket.getInputStream().read() >= 0) {
                // Until the hub has hung up too.
            }
        }
    }

    /** Waits until no request is sending the file any more. */
    private long awaitQuiet(String location) {
        for (int tries = 0; tries < 2_000; tries++) {
            long stands = offset(head(worker, location));
            if (patch(worker, location, stands, new byte[0]).statusCode() == 204) {
                return stands;
            }
        }
        throw new AssertionError("the hub never noticed that the sender is gone");
    }

    @Test
    void bytes_with_another_hash_are_thrown_away_and_the_upload_starts_over() {
        var media = announce(photo);
        var location = location(Tus.create(worker, media, hash(photo), photo.length));
        var damaged = photo.clone();
        damaged[1234] ^= 1;
        var refused = patch(worker, location, 0, damaged);
        assertEquals(460, refused.statusCode());
        assertEquals("FP-2460", TestDevice.error(refused).code());
        assertFalse(isUploaded(row(supervisor, media)));
        assertEquals(404, supervisor.send("GET", "/media/" + media, null).statusCode());
        assertEquals(0, offset(head(worker, location)));
        assertEquals(204, patch(worker, location, 0, photo).statusCode());
        assertTrue(isUploaded(row(supervisor, media)));
    }

    @Test
    void a_wrong_offset_changes_nothing() {
        var media = announce(photo);
        var location = location(Tus.create(worker, media, hash(photo), photo.length));
        patch(worker, location, 0, Arrays.copyOf(photo, 1000));
        for (long wrong : new long[] {0, 999, 1001}) {
            var refused = patch(worker, location, wrong, new byte[10]);
            assertEquals(409, refused.statusCode(), "offset " + wrong);
        }
        assertEquals(1000, offset(head(worker, location)));
    }

    @Test
    void tus_is_spoken_in_one_version_only() {
        var response =
                worker.send(
                        "HEAD", "/media/uploads/" + hub.ids.next(), null, "Tus-Resumable", "0.2.2");
        assertEquals(412, response.statusCode());
        assertEquals("1.0.0", response.headers().firstValue("Tus-Version").orElse(""));
        assertEquals(
                412, worker.send("HEAD", "/media/uploads/" + hub.ids.next(), null).statusCode());
        var media = announce(photo);
        var location = location(Tus.create(worker, media, hash(photo), photo.length));
        var wrongType =
                worker.send(
                        "PATCH",
                        location,
                        photo,
                        headers("Upload-Offset", "0", "Content-Type", "image/jpeg"));
        assertEquals(415, wrongType.statusCode());
        var options = worker.send("OPTIONS", "/media", null);
        assertEquals(
                "creation,expiration", options.headers().firstValue("Tus-Extension").orElse(""));
    }

    @Test
    void bytes_the_hub_holds_need_not_be_sent_again() {
        var first = announce(photo);
        patch(worker, location(Tus.create(worker, first, hash(photo), photo.length)), 0, photo);
        var second = announce(photo);
        assertTrue(isUploaded(row(worker, second)), "known when the row arrives");
        var created = Tus.create(worker, second, hash(photo), photo.length);
        assertEquals(201, created.statusCode());
        assertEquals(photo.length, offset(created));
        assertArrayEquals(photo, worker.send("GET", "/media/" + second, null).body());
    }

    @Test
    void bytes_may_come_before_their_row() {
        var media = hub.ids.next();
        patch(worker, location(Tus.create(worker, media, hash(photo), photo.length)), 0, photo);
        var payload = worker.media(submission, hash(photo), photo.length);
        var result = worker.pushOne(worker.create(EntityType.SUBMISSION_MEDIA, media, payload));
        assertEquals(1, result.version());
        var row = row(worker, media);
        assertEquals(2, row.version(), "the device learns that the bytes are here");
        assertTrue(isUploaded(row));
    }

    @Test
    void an_upload_expires_and_is_swept() throws IOException {
        var media = announce(photo);
        var location = location(Tus.create(worker, media, hash(photo), photo.length));
        patch(worker, location, 0, Arrays.copyOf(photo, 1000));
        hub.pass(HubLimits.standard().uploadLifetime().plus(Duration.ofSeconds(1)));
        assertEquals(410, head(worker, location).statusCode());
        location(Tus.create(worker, media, hash(photo), photo.length));
        assertEquals(404, head(worker, location).statusCode());
        assertEquals(0, unfinished());
    }

    private long unfinished() throws IOException {
        if (bucket != null) {
            return bucket.keys("unfinished/").size();
        }
        try (var left = Files.list(folder.resolve("media").resolve("unfinished"))) {
            return left.count();
        }
    }

    /** Flips a bit of a stored file, as a bad disk does. */
    private void damage() throws IOException {
        var path = hash(photo).substring(0, 2) + "/" + hash(photo);
        var org = hub.organization("Water Aid").value();
        var wrong = photo.clone();
        wrong[250_000] ^= 1;
        if (bucket != null) {
            bucket.put("media/" + org + "/" + path, wrong);
        } else {
            Files.write(folder.resolve("media").resolve(org.toString()).resolve(path), wrong);
        }
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.DISK,
            what = "A bit of a photo flips in the hub's store (folder and bucket).",
            holds = "Nobody is handed the whole of it; the hub's log and metrics say so.")
    void a_file_that_is_damaged_in_the_store_is_never_handed_out_whole() throws IOException {
        var media = announce(photo);
        patch(worker, location(Tus.create(worker, media, hash(photo), photo.length)), 0, photo);
        damage();
        var cut =
                assertThrows(
                        UncheckedIOException.class,
                        () -> supervisor.send("GET", "/media/" + media, null));
        // The last part was kept back, and the line was cut.
        assertTrue(String.valueOf(cut.getMessage()).contains("262144"), cut::toString);
        var numbers = supervisor.send("GET", "/metrics", null);
        assertTrue(
                new String(numbers.body(), StandardCharsets.UTF_8)
                        .contains("fieldpost_media_damaged_total 1.0"));
        assertEquals(200, worker.send("GET", "/sync/changes", null).statusCode());
    }

    @Test
    void any_range_can_be_read() {
        var media = announce(photo);
        patch(worker, location(Tus.create(worker, media, hash(photo), photo.length)), 0, photo);
        var path = "/media/" + media;
        var middle = worker.send("GET", path, null, "Range", "bytes=1000-1999");
        assertEquals(206, middle.statusCode());
        assertEquals(
                "bytes 1000-1999/300000", middle.headers().firstValue("Content-Range").orElse(""));
        assertArrayEquals(Arrays.copyOfRange(photo, 1000, 2000), middle.body());
        assertArrayEquals(
                Arrays.copyOfRange(photo, 299_000, 300_000),
                worker.send("GET", path, null, "Range", "bytes=299000-").body());
        assertArrayEquals(
                Arrays.copyOfRange(photo, 299_990, 300_000),
                worker.send("GET", path, null, "Range", "bytes=-10").body());
        assertEquals(416, worker.send("GET", path, null, "Range", "bytes=300000-").statusCode());
        assertEquals(200, worker.send("GET", path, null, "Range", "bytes=5-2").statusCode());
        assertEquals(200, worker.send("GET", path, null, "Range", "lines=1-2").statusCode());
    }

    @Test
    void what_cannot_be_is_refused_before_any_byte() {
        var media = announce(photo);
        assertEquals(
                413,
                Tus.create(worker, media, hash(photo), HubLimits.standard().mediaBytesMax() + 1)
                        .statusCode());
        assertEquals(400, Tus.create(worker, media, "../../etc/passwd", 10).statusCode());
        assertEquals(422, Tus.create(worker, media, "d".repeat(64), 10).statusCode());
        assertEquals(
                400,
                worker.send("POST", "/media", new byte[0], headers("Upload-Length", "-1"))
                        .statusCode());
    }
}
