package org.fieldpost.hub;

import static org.fieldpost.hub.Tus.hash;
import static org.fieldpost.hub.Tus.head;
import static org.fieldpost.hub.Tus.location;
import static org.fieldpost.hub.Tus.offset;
import static org.fieldpost.hub.Tus.patch;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.Role;
import org.fieldpost.db.Dialect;
import org.fieldpost.faults.FaultRow;
import org.fieldpost.testing.BucketServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The store of the photos fails, or the hub dies, at the worst moment. */
class VaultFaultsTest {
    private static final String ORG = "Water Aid";
    private final byte[] photo = new byte[300_000];
    @TempDir Path folder = Path.of("");

    VaultFaultsTest() {
        new Random(3).nextBytes(photo);
    }

    private UUID announce(TestHub hub, TestDevice worker) {
        var form = hub.form(ORG, "water_point");
        var submission =
                worker.pushOne(
                        worker.create(
                                EntityType.SUBMISSIONS,
                                hub.ids.next(),
                                worker.submission(form, "x")));
        var id = hub.ids.next();
        worker.pushOne(
                worker.create(
                        EntityType.SUBMISSION_MEDIA,
                        id,
                        worker.media(
                                Objects.requireNonNull(submission.entityId()),
                                hash(photo),
                                photo.length)));
        return id;
    }

    private static boolean isUploaded(TestDevice device, UUID media) {
        return device.pull(100).stream()
                .filter(change -> change.entityId().equals(media))
                .anyMatch(change -> Objects.requireNonNull(change.payload()).has("uploaded_at"));
    }

    private static void assertStoreAway(HttpResponse<byte[]> response) {
        assertEquals(503, response.statusCode());
        assertEquals("30", response.headers().firstValue("Retry-After").orElse(""));
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.HUB,
            what = "The hub's S3 server is stopped in the middle of a photo, and started again.",
            holds =
                    "503 with Retry-After and nothing acknowledged meanwhile; text goes on; then the upload goes on at"
                            + " the byte the hub had told.")
    void a_bucket_that_is_away_during_an_upload_costs_time_and_no_byte() {
        try (var s3 = BucketServer.in(folder.resolve("s3"));
                var bucket = new Bucket(s3);
                var hub =
                        new TestHub(
                                TestHub.open(Dialect.H2, folder),
                                bucket.vault(),
                                HubLimits.standard(),
                                4)) {
            var worker = hub.device(ORG, Role.FIELD_WORKER);
            var media = announce(hub, worker);
            var place = location(Tus.create(worker, media, hash(photo), photo.length));
            assertEquals(100_000, offset(patch(worker, place, 0, Arrays.copyOf(photo, 100_000))));
            s3.stop();

            var rest = Arrays.copyOfRange(photo, 100_000, photo.length);
            var refused = patch(worker, place, 100_000, rest);
            assertStoreAway(refused);
            assertEquals("FP-2508", TestDevice.error(refused).code());
            assertTrue(TestDevice.error(refused).retryable());
            assertStoreAway(head(worker, place));
            assertStoreAway(worker.send("GET", "/media/" + media, null));
            assertStoreAway(Tus.create(worker, media, hash(photo), photo.length));
            assertFalse(isUploaded(worker, media), "text goes on, and says the truth");

            s3.startAgain();
            assertEquals(100_000, offset(head(worker, place)));
            assertEquals(204, patch(worker, place, 100_000, rest).statusCode());
            assertTrue(isUploaded(worker, media));
            assertArrayEquals(photo, worker.send("GET", "/media/" + media, null).body());
        }
    }

    /** A device takes an upload whose offset is its length for done. */
    @ParameterizedTest
    @EnumSource
    @FaultRow(
            area = FaultRow.Area.PROCESSES,
            what =
                    "The hub dies when a photo's last byte has come: before it is made a file, after that, or before it"
                            + " has cleaned up.",
            holds =
                    "The photo is told as whole only once it is a file; asked how far it is, the hub makes it one.")
    void an_upload_is_told_as_done_only_when_it_is_a_file(DyingVault.Moment moment)
            throws IOException {
        var vault = new DyingVault(new FolderVault(Files.createDirectories(folder.resolve("m"))));
        try (var hub =
                new TestHub(TestHub.open(Dialect.H2, folder), vault, HubLimits.standard(), 4)) {
            var worker = hub.device(ORG, Role.FIELD_WORKER);
            var media = announce(hub, worker);
            var place = location(Tus.create(worker, media, hash(photo), photo.length));
            vault.fail = moment;
            var sent = patch(worker, place, 0, photo);
            assertEquals(moment == DyingVault.Moment.DISCARD ? 204 : 507, sent.statusCode());
            if (moment == DyingVault.Moment.FINISH) {
                vault.fail = moment;
                assertEquals(507, head(worker, place).statusCode(), "asked again, fails again");
                assertFalse(isUploaded(worker, media));
            }
            var stands = head(worker, place);
            assertEquals(200, stands.statusCode());
            assertEquals(photo.length, offset(stands), "made a file when it was asked for");
            assertTrue(isUploaded(worker, media));
            assertArrayEquals(photo, worker.send("GET", "/media/" + media, null).body());
        }
    }

    @Test
    void a_file_cut_short_in_the_store_is_sent_again_by_whoever_has_it() throws IOException {
        try (var hub = new TestHub(Dialect.H2, folder)) {
            var worker = hub.device(ORG, Role.FIELD_WORKER);
            var first = announce(hub, worker);
            patch(worker, location(Tus.create(worker, first, hash(photo), photo.length)), 0, photo);
            var file =
                    folder.resolve("media")
                            .resolve(hub.organization(ORG).value().toString())
                            .resolve(hash(photo).substring(0, 2))
                            .resolve(hash(photo));
            Files.write(file, Arrays.copyOf(photo, 1_000));
            var second = announce(hub, worker);
            var created = Tus.create(worker, second, hash(photo), photo.length);
            assertEquals(0, offset(created));
            assertEquals(204, patch(worker, location(created), 0, photo).statusCode());
            assertArrayEquals(photo, worker.send("GET", "/media/" + first, null).body());
        }
    }

    /** A vault that fails once, before or after it has done what it was asked for. */
    static final class DyingVault extends ForwardingVault {
        enum Moment {
            FINISH,
            FINISHED,
            DISCARD
        }

        private volatile @Nullable Moment fail;

        DyingVault(MediaVault vault) {
            super(vault);
        }

        private void at(Moment moment) throws IOException {
            if (fail == moment) {
                fail = null;
                throw new IOException("died at " + moment);
            }
        }

        @Override
        public boolean finish(UUID upload, int turn, UUID organization, String sha256)
                throws IOException {
            at(Moment.FINISH);
            boolean done = super.finish(upload, turn, organization, sha256);
            at(Moment.FINISHED);
            return done;
        }

        @Override
        public void discard(UUID upload, int turn) throws IOException {
            at(Moment.DISCARD);
            super.discard(upload, turn);
        }
    }
}
