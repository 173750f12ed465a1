package org.fieldpost.hub;

import static org.fieldpost.hub.Tus.hash;
import static org.fieldpost.hub.Tus.location;
import static org.fieldpost.hub.Tus.offset;
import static org.fieldpost.hub.Tus.patch;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.fieldpost.contract.CommandResult.Outcome;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.Role;
import org.fieldpost.db.Dialect;
import org.fieldpost.submission.FormRef;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Bytes that nothing names go; those that something names, or may name, stay. */
@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // start() fills the fields
class MediaClearingTest {
    private static final String ORG = "Water Aid";
    private static final Duration HALF_A_YEAR = Duration.ofDays(181);

    enum Shelf {
        FOLDER_BESIDE_H2,
        BUCKET_BESIDE_POSTGRESQL
    }

    @Parameter Shelf shelf = Shelf.FOLDER_BESIDE_H2;
    @TempDir Path folder = Path.of("");
    private final byte[] photo = new byte[5_000];
    private @Nullable Bucket bucket;
    private SlowVault vault;
    private TestHub hub;
    private TestDevice worker;
    private FormRef form;

    @BeforeEach
    void start() throws IOException {
        new Random(21).nextBytes(photo);
        boolean inFolder = shelf == Shelf.FOLDER_BESIDE_H2;
        if (inFolder) {
            vault = new SlowVault(new FolderVault(Files.createDirectories(folder.resolve("m"))));
        } else {
            bucket = new Bucket();
            vault = new SlowVault(bucket.vault());
        }
        var dialect = inFolder ? Dialect.H2 : Dialect.POSTGRESQL;
        hub = new TestHub(TestHub.open(dialect, folder), vault, HubLimits.standard(), 8);
        worker = hub.device(ORG, Role.FIELD_WORKER);
        form = hub.form(ORG, "water_point");
    }

    @AfterEach
    void stop() {
        hub.close();
        if (bucket != null) {
            bucket.close();
        }
    }

    private UUID submit() {
        var command =
                worker.create(EntityType.SUBMISSIONS, hub.ids.next(), worker.submission(form, "x"));
        return Objects.requireNonNull(worker.pushOne(command).entityId());
    }

    private UUID announce(UUID submission, byte[] bytes) {
        var id = hub.ids.next();
        var payload = worker.media(submission, hash(bytes), bytes.length);
        var result = worker.pushOne(worker.create(EntityType.SUBMISSION_MEDIA, id, payload));
        assertEquals(Outcome.OK, result.outcome());
        return id;
    }

    private void upload(UUID media, byte[] bytes) {
        var created = Tus.create(worker, media, hash(bytes), bytes.length);
        assertEquals(201, created.statusCode());
        if (offset(created) == 0) {
            assertEquals(204, patch(worker, location(created), 0, bytes).statusCode());
        }
    }

    /** A submission with a photo, deleted and, with a second run after half a year, forgotten. */
    private void deleted(byte[] bytes) {
        var submission = submit();
        upload(announce(submission, bytes), bytes);
        hub.pass(Duration.ofDays(15));
        run();
        worker.pushOne(worker.delete(EntityType.SUBMISSIONS, submission, 1));
        hub.pass(HALF_A_YEAR);
    }

    private String run() {
        return hub.server.hub().jobs().runDue().getOrDefault("media", "not due");
    }

    private boolean isHere(byte[] bytes) throws IOException {
        return vault.holds(hub.organization(ORG).value(), hash(bytes));
    }

    private boolean isUploaded(UUID media) {
        return worker.pull(500).stream()
                .filter(c -> c.entityId().equals(media))
                .anyMatch(c -> Objects.requireNonNull(c.payload()).has("uploaded_at"));
    }

    @Test
    void a_photo_goes_when_its_deletion_is_forgotten_and_may_come_again() throws IOException {
        deleted(photo);
        assertEquals("1 files", run());
        assertFalse(isHere(photo));
        var again = announce(submit(), photo);
        assertFalse(isUploaded(again));
        upload(again, photo);
        assertTrue(isUploaded(again));
        assertArrayEquals(photo, worker.send("GET", "/media/" + again, null).body());
        hub.pass(HALF_A_YEAR);
        assertEquals("0 files", run());
    }

    @Test
    void what_something_names_or_may_name_stays() throws IOException {
        var list = "name,label::en\nv1,Kita\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        var awaited = new byte[] {4, 5, 6};
        upload(hub.ids.next(), list);
        upload(hub.ids.next(), awaited);
        var document = TestHub.document("village", "1");
        document.putObject("choices")
                .putObject("villages")
                .put("resource", "villages.csv")
                .put("sha256", hash(list))
                .put("bytes", list.length);
        hub.server.administration().publishForm(hub.organization(ORG), document);
        deleted(list);
        deleted(photo);
        upload(announce(submit(), photo), photo);
        var recent = new byte[] {7};
        var submission = submit();
        upload(announce(submission, recent), recent);
        worker.pushOne(worker.delete(EntityType.SUBMISSIONS, submission, 1));

        assertEquals("0 files", run());
        hub.pass(Duration.ofDays(400));
        assertEquals("1 files", run());

        assertFalse(isHere(recent), "deleted long ago by now");
        assertTrue(isHere(list), "a form names it");
        assertTrue(isHere(photo), "another submission has the same");
        assertTrue(isHere(awaited), "its row may lie in a laptop's outbox");
        // Lists that a deleted photo had in common with a form stay for the form's sake alone.
        hub.database.run(tx -> tx.handle().execute("DELETE FROM media_uploads"));
        hub.pass(Duration.ofDays(2));
        assertEquals("1 files", run());
        assertTrue(isHere(list));
        assertFalse(isHere(awaited));
    }

    @Test
    void who_comes_while_a_file_is_cleared_away_waits_and_has_it_in_the_end() throws Exception {
        deleted(photo);
        vault.hold();
        var cleared = CompletableFuture.supplyAsync(this::run);
        vault.awaitHeld();

        var media = announce(submit(), photo);
        assertFalse(isUploaded(media), "the hub does not count on what is leaving");
        var refused = Tus.create(worker, media, hash(photo), photo.length);
        assertEquals(423, refused.statusCode());
        assertEquals("10", refused.headers().firstValue("Retry-After").orElse(""));

        vault.release();
        assertEquals("1 files", cleared.join());
        upload(media, photo);
        assertTrue(isUploaded(media));
        assertTrue(isHere(photo));
    }

    @Test
    void an_upload_that_has_begun_keeps_the_file() throws IOException {
        deleted(photo);
        var media = hub.ids.next();
        var created = Tus.create(worker, media, hash(photo), photo.length);
        assertEquals(photo.length, offset(created), "it is still here");
        assertEquals("0 files", run());
        assertTrue(isHere(photo));
        assertTrue(isUploaded(announceAs(media)));
    }

    private UUID announceAs(UUID media) {
        var payload = worker.media(submit(), hash(photo), photo.length);
        worker.pushOne(worker.create(EntityType.SUBMISSION_MEDIA, media, payload));
        return media;
    }

    @Test
    void a_run_that_was_cut_between_note_and_deletion_is_gone_on_with() throws IOException {
        deleted(photo);
        vault.failOnce();
        assertTrue(run().startsWith("failed"), "the store was away");
        assertTrue(isHere(photo));
        hub.pass(Duration.ofMinutes(61));
        assertEquals("1 files", run());
        assertFalse(isHere(photo));
    }

    @Test
    void a_note_left_by_a_dead_process_keeps_nobody_away_for_long() throws IOException {
        deleted(photo);
        vault.failOnce();
        run();
        var media = announce(submit(), photo);
        assertEquals(
                423, Tus.create(worker, media, hash(photo), photo.length).statusCode(), "just now");
        hub.pass(Duration.ofMinutes(11));
        upload(media, photo);
        hub.pass(Duration.ofMinutes(61));
        assertEquals("0 files", run());
        assertTrue(isUploaded(media));
        assertTrue(isHere(photo));
    }

    /** A real vault whose deletions can be held up, or fail. */
    private static final class SlowVault extends ForwardingVault {
        private volatile CountDownLatch held = new CountDownLatch(0);
        private volatile CountDownLatch released = new CountDownLatch(0);
        private volatile boolean fails;

        SlowVault(MediaVault vault) {
            super(vault);
        }

        void hold() {
            held = new CountDownLatch(1);
            released = new CountDownLatch(1);
        }

        void awaitHeld() {
            await(held);
        }

        void release() {
            released.countDown();
        }

        void failOnce() {
            fails = true;
        }

        private static void await(CountDownLatch latch) {
            try {
                assertTrue(latch.await(60, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void delete(UUID organization, String sha256) throws IOException {
            if (fails) {
                fails = false;
                throw new IOException("away");
            }
            held.countDown();
            await(released);
            super.delete(organization, sha256);
        }
    }
}
