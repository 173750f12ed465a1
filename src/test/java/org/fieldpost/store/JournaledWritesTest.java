package org.fieldpost.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.fieldpost.contract.EntityType;
import org.fieldpost.kernel.Json;
import org.fieldpost.submission.ReviewStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournaledWritesTest {
    private Profiles profiles;

    @BeforeEach
    void folder(@TempDir Path folder) {
        profiles = new Profiles(folder);
    }

    private static final class Cut extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Test
    void a_write_that_fails_after_its_record_does_not_come_back_to_life() {
        var kept = profiles.ids.next();
        try (var profile = profiles.create()) {
            assertThrows(
                    Cut.class,
                    () ->
                            profile.database()
                                    .run(
                                            tx -> {
                                                profile.writes()
                                                        .apply(
                                                                tx,
                                                                profiles.submit(
                                                                        profiles.ids.next(),
                                                                        "lost"));
                                                // After the record was forced, before the database
                                                // commits.
                                                tx.beforeCommit(
                                                        () ->
                                                                tx.beforeCommit(
                                                                        () -> {
                                                                            throw new Cut();
                                                                        }));
                                            }));
            assertEquals(0, Profiles.submissions(profile));
            profile.writes().commit(profiles.submit(kept, "kept"));
            // As if the database had lost both.
            profile.database().run(tx -> new JournalPosition().save(tx, 1));
        }
        try (var profile = profiles.open()) {
            assertEquals(
                    1,
                    Profiles.submissions(profile),
                    "the failed one was disowned, the kept one is idempotent");
            assertTrue(
                    profile.database()
                            .read(tx -> profile.tables().submissions().find(tx, kept))
                            .isPresent());
            assertEquals(1, Profiles.counts(profile).created());
        }
    }

    /** Who saved is told on a thread of theirs: another's save may come before that. */
    @Test
    void a_write_is_not_disowned_by_the_next_that_comes_before_its_own_caller_is_told()
            throws IOException {
        var file = profiles.folder.resolve("db/device.mv.db");
        var forced = profiles.folder.resolve("forced");
        var first = profiles.ids.next();
        var second = profiles.ids.next();
        profiles.create().close();
        Files.copy(file, forced);
        try (var profile = profiles.open()) {
            profile.database()
                    .run(
                            tx -> {
                                tx.afterCommit(
                                        () ->
                                                profile.writes()
                                                        .commit(profiles.submit(second, "B")));
                                profile.writes().apply(tx, profiles.submit(first, "A"));
                            });
        }
        // A power cut: the database is as it was when it was forced to the disk last.
        Files.copy(forced, file, StandardCopyOption.REPLACE_EXISTING);
        try (var profile = profiles.open()) {
            for (var id : List.of(first, second)) {
                assertTrue(
                        profile.database()
                                .read(tx -> profile.tables().submissions().find(tx, id))
                                .isPresent());
            }
        }
    }

    @Test
    void
            a_write_that_failed_does_not_come_back_to_life_by_a_power_cut_while_the_journal_is_shortened()
                    throws IOException {
        var file = profiles.folder.resolve("db/device.mv.db");
        var forced = profiles.folder.resolve("forced");
        profiles.create().close();
        Files.copy(file, forced);
        try (var profile = profiles.open()) {
            var kept = profiles.submit(profiles.ids.next(), "kept");
            profile.writes().commit(kept);
            assertThrows(
                    Cut.class,
                    () ->
                            profile.database()
                                    .run(
                                            tx -> {
                                                var lost =
                                                        profiles.submit(
                                                                profiles.ids.next(), "lost");
                                                profile.writes().apply(tx, lost);
                                                tx.beforeCommit(
                                                        () ->
                                                                tx.beforeCommit(
                                                                        () -> {
                                                                            throw new Cut();
                                                                        }));
                                            }));
            ((JournaledWrites) profile.writes()).writeUnsent();
        }
        Files.copy(forced, file, StandardCopyOption.REPLACE_EXISTING);
        try (var profile = profiles.open()) {
            assertEquals(1, Profiles.submissions(profile));
        }
    }

    @Test
    void a_write_cut_off_after_its_record_is_there_after_a_crash() {
        var id = profiles.ids.next();
        try (var profile = profiles.create()) {
            assertThrows(
                    Cut.class,
                    () ->
                            profile.database()
                                    .run(
                                            tx -> {
                                                profile.writes()
                                                        .apply(tx, profiles.submit(id, "A"));
                                                tx.beforeCommit(
                                                        () ->
                                                                tx.beforeCommit(
                                                                        () -> {
                                                                            throw new Cut();
                                                                        }));
                                            }));
        }
        try (var profile = profiles.open()) {
            assertEquals(1, Profiles.submissions(profile));
            assertEquals(
                    1,
                    Profiles.counts(profile).of(OutboxStatus.PENDING),
                    "row and command together");
        }
    }

    @Test
    void work_under_a_savepoint_that_is_undone_leaves_no_record() {
        try (var profile = profiles.create()) {
            profile.database()
                    .run(
                            tx -> {
                                profile.writes()
                                        .apply(tx, profiles.submit(profiles.ids.next(), "kept"));
                                assertThrows(
                                        Cut.class,
                                        () ->
                                                tx.savepoint(
                                                        () -> {
                                                            profile.writes()
                                                                    .apply(
                                                                            tx,
                                                                            profiles.submit(
                                                                                    profiles.ids
                                                                                            .next(),
                                                                                    "undone"));
                                                            throw new Cut();
                                                        }));
                            });
            profile.database().run(tx -> new JournalPosition().save(tx, 0));
        }
        try (var profile = profiles.open()) {
            assertEquals(1, Profiles.submissions(profile));
        }
    }

    /** Cuts at every step of the journal in turn; what was acknowledged before is there, row and command together. */
    @Test
    void at_every_crash_point_nothing_acknowledged_is_missing(@TempDir Path folder) {
        for (var point : List.of("journal.create", "journal.write", "journal.force")) {
            for (int nth = 1; nth <= 4; nth++) {
                crash(new Profiles(folder.resolve(point + nth)), point, nth);
            }
        }
    }

    private static void crash(Profiles profiles, String point, int nth) {
        profiles.create().close();
        var left = new AtomicReference<>(nth);
        var acknowledged = new ArrayList<UUID>();
        try (var profile =
                Profile.open(
                        profiles.cut(
                                name -> {
                                    if (name.equals(point) && left.updateAndGet(n -> n - 1) == 0) {
                                        throw new Cut();
                                    }
                                }))) {
            for (int i = 0; i < 6; i++) {
                var id = profiles.ids.next();
                try {
                    profile.writes().commit(profiles.submit(id, "n" + i));
                    acknowledged.add(id);
                } catch (RuntimeException e) {
                    break;
                }
            }
        }
        try (var profile = profiles.open()) {
            for (var id : acknowledged) {
                assertTrue(
                        profile.database()
                                .read(tx -> profile.tables().submissions().find(tx, id))
                                .isPresent(),
                        point + " " + nth);
            }
            assertEquals(
                    Profiles.submissions(profile),
                    Profiles.counts(profile).created(),
                    point + " " + nth + ": rows and commands together");
        }
    }

    @Test
    void every_mutation_survives_being_written_and_read() {
        var media = DraftsTest.media(profiles.ids.next(), profiles.ids.next());
        var id = profiles.ids.next();
        var at = profiles.now();
        var some = Json.object().put("a", 1);
        for (var m :
                List.<Mutation>of(
                        profiles.save(profiles.draft("x")),
                        new Mutation.DiscardDraft(id, at, id),
                        new Mutation.AddMedia(id, at, media),
                        new Mutation.RemoveMedia(id, at, id, id),
                        new Mutation.Finalise(
                                id,
                                at,
                                id,
                                id,
                                some,
                                id,
                                List.of(new Mutation.NewMedia(id, some, id))),
                        new Mutation.EditSubmission(id, at, id, some, id),
                        new Mutation.DeleteSubmission(id, at, id, id),
                        new Mutation.ReviewSubmission(
                                id, at, id, ReviewStatus.REJECTED, null, Device.AWA, id),
                        new Mutation.SaveEntity(id, at, EntityType.TELEMETRY, id, some, id),
                        new Mutation.DeleteEntity(id, at, EntityType.TELEMETRY, id, id),
                        new Mutation.OpenConflict(id, at, id, some, id, id),
                        new Mutation.DecideConflict(
                                id, at, id, "merged", null, Device.AWA, null, id, id),
                        new Mutation.DiscardDeadLetter(id, at, id),
                        new Mutation.Enrol(id, at, Device.enrolment()),
                        new Mutation.PutSetting(id, at, "x", some),
                        new Mutation.Accept(
                                id,
                                at,
                                List.of(new Acceptance(id, 1, id, 2, Json.canonicalHash(some)))),
                        new Mutation.Abandoned(id, at, id),
                        new Mutation.Restore(id, at, "drafts", Json.array().add(some)),
                        new Mutation.Restored(id, at, 3))) {
            assertEquals(m, Json.read(JournaledWrites.bytes(m), Mutation.class));
        }
    }

    /** Any earlier state may be what a power cut left of the database: the journal brings it to the same end. */
    @Test
    void replay_from_any_earlier_database_gives_the_same_rows(@TempDir Path folder)
            throws IOException {
        for (long seed = 1; seed <= 3; seed++) {
            var here = new Profiles(folder.resolve("s" + seed));
            var file = here.folder.resolve("db/device.mv.db");
            var random = new Random(seed);
            var known = new ArrayList<UUID>();
            var earlier = new ArrayList<Path>();
            here.create().close();
            for (int day = 0; day < 4; day++) {
                earlier.add(Files.copy(file, folder.resolve(seed + "-" + day)));
                try (var profile = here.open()) {
                    for (int i = 0; i < 8; i++) {
                        step(profile, here, random, known);
                    }
                }
            }
            String expected;
            try (var profile = here.open()) {
                expected = rows(profile);
            }
            for (var copy : earlier) {
                Files.copy(copy, file, StandardCopyOption.REPLACE_EXISTING);
                try (var profile = here.open()) {
                    assertEquals(expected, rows(profile), copy.toString());
                    assertTrue(Profiles.counts(profile).conserved());
                }
            }
        }
    }

    private static void step(Profile profile, Profiles here, Random random, List<UUID> known) {
        if (known.isEmpty() || random.nextInt(3) == 0) {
            known.add(here.ids.next());
        }
        var id = known.get(random.nextInt(known.size()));
        try {
            profile.writes()
                    .commit(
                            random.nextInt(6) == 0
                                    ? new Mutation.DeleteSubmission(
                                            here.ids.next(), here.now(), id, here.ids.next())
                                    : here.submit(id, "n" + random.nextInt(100)));
        } catch (GoneException e) {
            known.remove(id);
        }
    }

    /** What the rows and open commands say; revisions count repeats and are left out. */
    private static String rows(Profile profile) {
        return profile.database()
                .read(
                        tx -> {
                            var all = new ArrayList<String>();
                            profile.tables()
                                    .submissions()
                                    .list(tx, null, 1_000)
                                    .forEach(r -> all.add(r.id() + " " + r.payload()));
                            tx.handle()
                                    .createQuery(
                                            "SELECT id, action, status FROM outbox_events"
                                                    + " WHERE status <> 'COMPLETED' ORDER BY id")
                                    .mapToMap()
                                    .forEach(m -> all.add(m.toString()));
                            return String.join("\n", all);
                        });
    }
}
