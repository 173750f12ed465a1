package org.fieldpost.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.fieldpost.contract.EntityType;
import org.fieldpost.kernel.Json;
import org.fieldpost.vault.VaultProblem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileTest {
    private Profiles profiles;

    @BeforeEach
    void folder(@TempDir Path folder) {
        profiles = new Profiles(folder);
    }

    @Test
    void what_was_committed_is_there_after_reopening() {
        var draft = profiles.draft("half done");
        try (var profile = profiles.create()) {
            profile.writes()
                    .commit(
                            List.of(
                                    profiles.save(draft),
                                    profiles.submit(profiles.ids.next(), "A")));
        }
        try (var profile = profiles.open()) {
            assertEquals(List.of(), profile.notices());
            assertEquals(
                    draft,
                    profile.database()
                            .read(tx -> profile.tables().drafts().find(tx, draft.id()))
                            .orElseThrow());
            assertEquals(1, Profiles.submissions(profile));
            assertEquals("Awa", profile.enrolment().orElseThrow().userName());
        }
    }

    @Test
    void a_second_window_on_the_same_profile_is_refused_in_words() {
        try (var profile = profiles.create()) {
            var refused = assertThrows(ProfileProblem.class, profiles::open);
            assertEquals(ProfileProblem.Kind.IN_USE, refused.kind());
            assertFalse(refused.remedy().isEmpty());
            assertEquals(0, Profiles.submissions(profile));
        }
        profiles.open().close();
    }

    @Test
    void a_folder_that_is_no_profile_is_refused_and_a_profile_is_not_made_over()
            throws IOException {
        Files.createDirectories(profiles.folder);
        assertEquals(
                ProfileProblem.Kind.NOT_A_PROFILE,
                assertThrows(ProfileProblem.class, profiles::open).kind());
        profiles.create().close();
        assertEquals(
                ProfileProblem.Kind.EXISTS,
                assertThrows(ProfileProblem.class, profiles::create).kind());
    }

    @Test
    void a_profile_of_a_newer_program_is_refused() throws IOException {
        profiles.create().close();
        Files.writeString(profiles.folder.resolve("profile.json"), "{\"format\":99}");
        assertEquals(
                ProfileProblem.Kind.NEWER_THAN_PROGRAM,
                assertThrows(ProfileProblem.class, profiles::open).kind());
    }

    @Test
    void a_sealed_profile_shows_nothing_of_its_answers_and_wants_its_passphrase()
            throws IOException {
        try (var profile = Profile.create(profiles.sealed("open sesame"))) {
            profile.writes()
                    .commit(
                            new Mutation.Enrol(
                                    profiles.ids.next(), profiles.now(), Device.enrolment()));
            profile.writes().commit(profiles.submit(profiles.ids.next(), "TellNobodyOfThis"));
        }
        assertThrows(VaultProblem.class, () -> Profile.open(profiles.sealed("open barley")));
        try (var files = Files.walk(profiles.folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var text =
                        new String(
                                Files.readAllBytes(file),
                                java.nio.charset.StandardCharsets.ISO_8859_1);
                assertFalse(text.contains("TellNobodyOfThis"), file.toString());
            }
        }
        try (var profile = Profile.open(profiles.sealed("open sesame"))) {
            assertEquals(1, Profiles.submissions(profile));
        }
    }

    @Test
    void what_the_database_lacks_is_taken_from_the_journal() throws IOException {
        var id = profiles.ids.next();
        var draft = profiles.draft("second");
        var old = profiles.folder.resolveSibling("old.mv.db");
        var file = profiles.folder.resolve("db/device.mv.db");
        profiles.create().close();
        Files.copy(file, old);
        try (var profile = profiles.open()) {
            profile.writes().commit(profiles.submit(id, "A"));
            profile.writes().commit(profiles.submit(id, "B"));
            profile.writes().commit(profiles.save(draft));
        }
        Files.copy(old, file, StandardCopyOption.REPLACE_EXISTING);
        try (var profile = profiles.open()) {
            assertEquals(List.of(Profile.RECOVERED), profile.notices());
            var row =
                    profile.database()
                            .read(tx -> profile.tables().submissions().find(tx, id))
                            .orElseThrow();
            assertEquals("B", row.payload().at("/data/name").asText());
            assertEquals(2, Profiles.counts(profile).created());
            assertTrue(
                    profile.database()
                            .read(tx -> profile.tables().drafts().find(tx, draft.id()))
                            .isPresent());
        }
        try (var profile = profiles.open()) {
            assertEquals(List.of(), profile.notices(), "once only");
            assertEquals(2, Profiles.counts(profile).created());
        }
    }

    @Test
    void a_database_that_does_not_open_is_kept_aside_and_rebuilt() throws IOException {
        var id = profiles.ids.next();
        try (var profile = profiles.create()) {
            profile.writes().commit(profiles.submit(id, "A"));
        }
        Files.write(profiles.folder.resolve("db/device.mv.db"), new byte[50_000]);
        try (var profile = profiles.open()) {
            assertEquals(List.of(Profile.REBUILT), profile.notices());
            assertEquals(1, Profiles.submissions(profile));
            assertEquals(1, Profiles.counts(profile).of(OutboxStatus.PENDING));
            assertTrue(profile.database().read(profile.tables().syncState()::get).resyncNeeded());
            assertEquals("Awa", profile.enrolment().orElseThrow().userName());
        }
        try (var files = Files.list(profiles.folder)) {
            assertEquals(
                    1,
                    files.filter(f -> f.getFileName().toString().startsWith("db.damaged")).count());
        }
    }

    /** Killed when the damaged database was out of the way and nothing was in its place. */
    @Test
    void a_rebuilding_that_was_cut_off_is_told_and_all_comes_again_from_the_hub()
            throws IOException {
        try (var profile = profiles.create()) {
            profile.writes().commit(profiles.submit(profiles.ids.next(), "A"));
        }
        new ProfileFolder(profiles.folder).setDatabaseAside(profiles.now());
        try (var profile = profiles.open()) {
            assertEquals(List.of(Profile.REBUILT), profile.notices());
            assertEquals(1, Profiles.submissions(profile));
            assertTrue(profile.database().read(profile.tables().syncState()::get).resyncNeeded());
        }
        try (var profile = profiles.open()) {
            assertEquals(List.of(), profile.notices(), "once only");
            assertTrue(profile.database().read(profile.tables().syncState()::get).resyncNeeded());
        }
    }

    @Test
    void a_rebuilding_without_a_journal_asks_the_hub_for_all_too() throws IOException {
        profiles.create().close();
        try (var files = Files.list(profiles.folder.resolve("journal"))) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.write(profiles.folder.resolve("db/device.mv.db"), new byte[50_000]);
        try (var profile = profiles.open()) {
            assertTrue(profile.notices().contains(Profile.REBUILT));
            assertTrue(profile.database().read(profile.tables().syncState()::get).resyncNeeded());
        }
    }

    @Test
    void a_database_that_is_gone_is_made_anew_and_all_comes_again_from_the_hub()
            throws IOException {
        try (var profile = profiles.create()) {
            profile.writes().commit(profiles.submit(profiles.ids.next(), "A"));
        }
        Files.delete(profiles.folder.resolve("db/device.mv.db"));
        try (var profile = profiles.open()) {
            assertEquals(List.of(Profile.RECOVERED), profile.notices());
            assertEquals(1, Profiles.submissions(profile));
            assertTrue(profile.database().read(profile.tables().syncState()::get).resyncNeeded());
        }
    }

    @Test
    void a_shortened_journal_still_rebuilds_all_that_is_unsent() throws IOException {
        var sent = profiles.ids.next();
        var unsent = profiles.ids.next();
        var draft = profiles.draft("still typing");
        var server = profiles.ids.next();
        try (var profile = profiles.create()) {
            profile.writes().commit(profiles.submit(sent, "sent"));
            accept(profile, sent, server);
            profile.writes().commit(profiles.submit(unsent, "unsent"));
            profile.writes().commit(profiles.save(draft));
            profile.shorten();
            profile.writes().commit(profiles.submit(unsent, "edited"));
        }
        var before = journalBytes();
        Files.delete(profiles.folder.resolve("db/device.mv.db"));
        Files.write(profiles.folder.resolve("db/device.mv.db"), new byte[9_000]);
        try (var profile = profiles.open()) {
            assertEquals(List.of(Profile.REBUILT), profile.notices());
            assertEquals(1, Profiles.submissions(profile), "what the hub has comes from the hub");
            var row =
                    profile.database()
                            .read(tx -> profile.tables().submissions().find(tx, unsent))
                            .orElseThrow();
            assertEquals("edited", row.payload().at("/data/name").asText());
            assertTrue(
                    found(profile, "edited").contains(unsent), "words come from the answers again");
            assertEquals(2, Profiles.counts(profile).open());
            assertTrue(Profiles.counts(profile).conserved());
            assertEquals(
                    draft,
                    profile.database()
                            .read(tx -> profile.tables().drafts().find(tx, draft.id()))
                            .orElseThrow());
            assertEquals(
                    server,
                    profile.database()
                            .read(
                                    tx ->
                                            profile.tables()
                                                    .idMap()
                                                    .aliasOf(
                                                            tx,
                                                            Device.AWA,
                                                            EntityType.SUBMISSIONS,
                                                            sent)));
        }
        assertTrue(before > 0);
    }

    @Test
    void shortening_frees_the_disk_and_changes_nothing() throws IOException {
        try (var profile = profiles.create()) {
            var draft = profiles.draft("x".repeat(200_000));
            for (int i = 0; i < 60; i++) {
                profile.writes().commit(profiles.save(draft));
            }
            assertTrue(journalBytes() > 11_000_000);
            profile.shorten();
            profile.shorten();
            assertTrue(journalBytes() < 9_000_000, "segments before are gone");
        }
        try (var profile = profiles.open()) {
            assertEquals(List.of(), profile.notices());
            assertEquals(1, profile.database().read(profile.tables().drafts()::count));
        }
    }

    /** Each record of the journal holds a part of them: a small laptop has no memory for all at once. */
    @Test
    void much_unsent_work_is_written_anew_piece_by_piece_and_rebuilt_from_there()
            throws IOException {
        int count = 30;
        try (var profile = profiles.create()) {
            var longAnswer = "x".repeat(700_000);
            for (int i = 0; i < count; i++) {
                profile.writes().commit(profiles.submit(profiles.ids.next(), i + longAnswer));
            }
            profile.shorten();
        }
        try (var files = Files.list(profiles.folder.resolve("journal"))) {
            for (var file : files.toList()) {
                assertTrue(Files.size(file) < 12_000_000, () -> file + " is one piece");
            }
        }
        Files.write(profiles.folder.resolve("db/device.mv.db"), new byte[9_000]);
        try (var profile = profiles.open()) {
            assertEquals(List.of(Profile.REBUILT), profile.notices());
            assertEquals(count, Profiles.submissions(profile));
            assertEquals(count, Profiles.counts(profile).of(OutboxStatus.PENDING));
            assertTrue(Profiles.counts(profile).conserved());
        }
    }

    private static List<java.util.UUID> found(Profile profile, String word) {
        var search = new SubmissionSearch();
        while (profile.database().<Integer>write(tx -> search.catchUp(tx, 10)) > 0) {
            // until all is read
        }
        var filter =
                new SubmissionFilter(
                        word,
                        null,
                        java.util.Set.of(),
                        java.util.Set.of(),
                        null,
                        null,
                        SubmissionFilter.Sort.CREATED,
                        true);
        return profile
                .database()
                .read(tx -> new SubmissionList(new DeliveryLedger()).page(tx, filter, null, 9))
                .lines()
                .stream()
                .map(line -> line.id().value())
                .toList();
    }

    private void accept(Profile profile, java.util.UUID id, java.util.UUID server) {
        profile.database()
                .run(
                        tx -> {
                            var outbox = profile.tables().outbox();
                            var command =
                                    outbox.markInFlight(
                                                    tx,
                                                    List.of(
                                                            outbox.ofEntity(
                                                                            tx,
                                                                            EntityType.SUBMISSIONS,
                                                                            id)
                                                                    .getFirst()),
                                                    "run",
                                                    profiles.now())
                                            .getFirst();
                            profile.writes()
                                    .apply(
                                            tx,
                                            new Mutation.Accept(
                                                    profiles.ids.next(),
                                                    profiles.now(),
                                                    List.of(
                                                            new Acceptance(
                                                                    command.id(),
                                                                    command.fencingToken(),
                                                                    server,
                                                                    1,
                                                                    Json.canonicalHash(
                                                                            Device.said(
                                                                                    command))))));
                        });
    }

    private long journalBytes() throws IOException {
        try (var files = Files.list(profiles.folder.resolve("journal"))) {
            return files.mapToLong(f -> f.toFile().length()).sum();
        }
    }
}
