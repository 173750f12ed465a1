package org.fieldpost.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ErrorBody;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged, when the disk has the database as it was in the middle of a run. */
class ReplayAfterAPowerCutTest {
    private static final ErrorBody NO = new ErrorBody("FP-2603", "the hub says no", false);
    private Profiles profiles;

    @BeforeEach
    void folder(@TempDir Path folder) {
        profiles = new Profiles(folder);
    }

    private static final class Cut extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private Path file() {
        return profiles.folder.resolve("db/device.mv.db");
    }

    /** A save in the middle of a push forces the database, in which the command is on its way. */
    @Test
    void a_dead_letter_that_was_discarded_stays_so_if_the_disk_has_it_on_its_way()
            throws IOException {
        var forced = profiles.folder.resolve("forced");
        var id = profiles.ids.next();
        try (var profile = profiles.create()) {
            profile.writes().commit(profiles.submit(id, "refused"));
            profile.database()
                    .run(
                            tx -> {
                                var outbox = profile.tables().outbox();
                                var due =
                                        outbox.dequeueDeduplicatedByEntity(
                                                tx, profiles.now(), 10, 1 << 20);
                                outbox.markInFlight(tx, due, "sync", profiles.now());
                            });
        }
        Files.copy(file(), forced);
        try (var profile = profiles.open()) {
            var outbox = profile.tables().outbox();
            var sent =
                    profile.database()
                            .read(tx -> outbox.ofEntity(tx, EntityType.SUBMISSIONS, id))
                            .getFirst();
            profile.database()
                    .run(
                            tx ->
                                    assertTrue(
                                            outbox.deadLetter(
                                                    tx,
                                                    sent.id(),
                                                    sent.fencingToken(),
                                                    NO,
                                                    profiles.now())));
            profile.writes()
                    .commit(
                            new Mutation.DiscardDeadLetter(
                                    profiles.ids.next(), profiles.now(), sent.id()));
            assertEquals(0, Profiles.submissions(profile));
        }
        Files.copy(forced, file(), StandardCopyOption.REPLACE_EXISTING);
        try (var profile = profiles.open()) {
            assertEquals(0, profile.opening().refused(), "nothing is set aside");
            assertEquals(0, Profiles.submissions(profile), "discarded is discarded");
        }
    }

    /** Whoever says the same again, as the same mutation, is told that it is saved: it is not what was disowned. */
    @Test
    void a_write_that_failed_and_was_made_again_outlives_a_power_cut() throws IOException {
        var forced = profiles.folder.resolve("forced");
        profiles.create().close();
        Files.copy(file(), forced);
        var said = profiles.submit(profiles.ids.next(), "said twice");
        try (var profile = profiles.open()) {
            assertThrows(
                    Cut.class,
                    () ->
                            profile.database()
                                    .run(
                                            tx -> {
                                                profile.writes().apply(tx, said);
                                                tx.beforeCommit(
                                                        () ->
                                                                tx.beforeCommit(
                                                                        () -> {
                                                                            throw new Cut();
                                                                        }));
                                            }));
            profile.writes().commit(List.of(said));
            assertEquals(1, Profiles.submissions(profile));
        }
        Files.copy(forced, file(), StandardCopyOption.REPLACE_EXISTING);
        try (var profile = profiles.open()) {
            assertEquals(1, Profiles.submissions(profile), "the second time it was acknowledged");
        }
    }
}
