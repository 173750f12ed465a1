package org.fieldpost.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipFile;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.media.MediaProblem;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.OutboxCommand;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.testing.SampleProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A refused submission of a real profile, with its photos, in a file: all of it or no file. */
class DeadLetterFileTest {
    private static final Instant NOW = Instant.parse("2026-05-04T09:00:00Z");
    private static final ErrorBody NO = new ErrorBody("FP-2603", "at most 30 rows", false);
    @TempDir private Path folder;
    private SampleProfile sample;
    private OutboxCommand dead;
    private List<EntityRow> photos;
    private DeadLetterFile files;

    @BeforeEach
    void refuse() {
        sample = new SampleProfile(folder).withForms();
        var submission = sample.submit("water_point", photographed());
        var profile = sample.profile;
        dead =
                profile.database()
                        .<OutboxCommand>write(
                                tx -> {
                                    var outbox = profile.tables().outbox();
                                    var now = sample.clock.move(Duration.ofSeconds(1));
                                    var sent =
                                            outbox.ofEntity(
                                                            tx,
                                                            EntityType.SUBMISSIONS,
                                                            submission.value())
                                                    .getFirst();
                                    var leased =
                                            outbox.markInFlight(tx, List.of(sent), "run", now)
                                                    .getFirst();
                                    assertTrue(
                                            outbox.deadLetter(
                                                    tx,
                                                    leased.id(),
                                                    leased.fencingToken(),
                                                    NO,
                                                    now));
                                    return outbox.find(tx, sent.id()).orElseThrow();
                                });
        photos =
                profile.database()
                        .read(tx -> profile.tables().media().ofSubmission(tx, submission.value()));
        files =
                new DeadLetterFile(
                        profile.database(),
                        profile.tables(),
                        hash -> sample.media.has(hash) ? sample.media.open(hash) : null);
    }

    /** A sample with photos. */
    private String photographed() {
        return sample.forms.samples("water_point").entrySet().stream()
                .filter(s -> !s.getValue().path("photos").isEmpty())
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    @AfterEach
    void close() {
        sample.close();
    }

    private Sha256 hash(EntityRow photo) {
        return new Sha256(photo.payload().path("sha256").asText());
    }

    private JsonNode document(ZipFile zip) throws IOException {
        return Json.parse(zip.getInputStream(zip.getEntry("dead-letter.json")));
    }

    @Test
    void everything_is_in_it_and_the_photos_are_theirs_byte_for_byte() throws IOException {
        assertEquals(OutboxStatus.DEAD_LETTER, dead.status());
        assertFalse(photos.isEmpty());
        var file = folder.resolve("letter.zip");
        Files.writeString(file, "something older");
        var written = files.write(dead.id(), file, NOW);
        assertEquals(new DeadLetterFile.Written(file, photos.size(), 0), written);
        try (var zip = new ZipFile(file.toFile())) {
            var said = document(zip);
            assertEquals("at most 30 rows", said.at("/command/error/message").asText());
            assertEquals(dead.payload(), said.at("/command/payload"));
            assertEquals(dead.aggregateId().toString(), said.at("/record/id").asText());
            assertEquals(dead.payload(), said.at("/record/columns"));
            var found = new HashSet<Sha256>();
            for (var photo : said.path("photos")) {
                var entry = zip.getEntry(photo.path("file").asText());
                found.add(Sha256.of(zip.getInputStream(entry).readAllBytes()));
            }
            assertEquals(Set.copyOf(photos.stream().map(this::hash).toList()), found);
        }
        assertFalse(Files.exists(folder.resolve("letter.zip.part")));
    }

    @Test
    void a_photo_that_is_not_here_is_told_and_the_rest_is_kept() throws IOException {
        sample.media.delete(hash(photos.getFirst()));
        var written = files.write(dead.id(), folder.resolve("letter.zip"), NOW);
        assertEquals(1, written.photosMissing());
        assertEquals(photos.size() - 1, written.photos());
        try (var zip = new ZipFile(written.file().toFile())) {
            assertTrue(document(zip).at("/photos/0/missing").asBoolean());
        }
    }

    @Test
    void a_damaged_photo_makes_no_file_that_looks_whole() throws IOException {
        var hex = hash(photos.getFirst()).hex();
        try (var all = Files.walk(sample.profile.mediaFolder())) {
            var file =
                    all.filter(Files::isRegularFile)
                            .filter(p -> hex.endsWith(p.getFileName().toString()))
                            .findFirst()
                            .orElseThrow();
            var bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
        }
        var target = folder.resolve("letter.zip");
        Files.writeString(target, "something older");
        var problem = assertThrows(Exception.class, () -> files.write(dead.id(), target, NOW));
        assertTrue(problem instanceof IOException || problem instanceof MediaProblem);
        assertEquals("something older", Files.readString(target));
        assertFalse(Files.exists(folder.resolve("letter.zip.part")));
    }

    @Test
    void a_place_that_cannot_be_written_is_told() {
        var nowhere = folder.resolve("gone").resolve("letter.zip");
        assertThrows(IOException.class, () -> files.write(dead.id(), nowhere, NOW));
    }

    @Test
    void after_it_was_discarded_nothing_of_it_is_here() {
        sample.profile
                .writes()
                .commit(new Mutation.DiscardDeadLetter(sample.ids.next(), NOW, dead.id()));
        var profile = sample.profile;
        assertTrue(
                profile.database()
                        .read(tx -> profile.tables().submissions().find(tx, dead.aggregateId()))
                        .isEmpty());
        assertTrue(
                profile.database()
                        .read(tx -> profile.tables().media().ofSubmission(tx, dead.aggregateId()))
                        .isEmpty());
    }
}
