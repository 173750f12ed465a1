package org.fieldpost.faults;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import org.fieldpost.app.FieldHub;
import org.fieldpost.app.FieldLaptop;
import org.fieldpost.contract.EntityType;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.testing.MemoryDisk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Yesterday's backup of the hub is put back: database and photos as they were. */
@SuppressWarnings("NullAway.Init") // start() fills the fields
class RestoredHubTest {
    private FieldNetwork net;
    private FieldLaptop worker;
    private FieldLaptop office;

    @BeforeEach
    void start(@TempDir(factory = MemoryDisk.class) Path folder) throws Exception {
        net = new FieldNetwork(folder);
        worker = net.worker("awa");
        office = net.supervisor("office");
    }

    @AfterEach
    void stop() throws Exception {
        net.close();
    }

    private void backUp() throws IOException {
        net.stopHub();
        copy(net.hubFolder(), net.folder.resolve("backup"));
        net.startHub();
    }

    private void restore() throws IOException {
        putBack();
        try (var administration = FieldHub.office(net.hubFolder(), net.clock)) {
            assertTrue(administration.restored().path("epoch").isTextual());
        }
        net.startHub();
    }

    private void putBack() throws IOException {
        net.stopHub();
        Files.move(net.hubFolder(), net.folder.resolve("broken"));
        copy(net.folder.resolve("backup"), net.hubFolder());
    }

    private void restoreAndTellNobody() throws IOException {
        putBack();
        net.startHub();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    private UUID id(UUID submission) {
        return worker.row(EntityType.SUBMISSIONS, submission).orElseThrow().id();
    }

    private String answer(UUID submission, String question) {
        return Objects.requireNonNull(worker.answers().get(submission)).path(question).asText();
    }

    private void allAgree() {
        for (int i = 0; i < 2; i++) {
            net.settle(worker);
            net.settle(office);
        }
        assertEquals(office.answers(), worker.answers());
        assertEquals(office.answers(), net.witness().answers());
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.HUB,
            what =
                    "Yesterday's backup is put back (fieldpost hub restored). Lost with it: a new submission with a"
                            + " photo, a photo sent after its record, an edit, a deletion.",
            holds =
                    "Laptops offer all of it again: nothing acknowledged is lost, nothing is there twice, the edit and"
                            + " the deletion hold, the photos' bytes are back.")
    void everything_acknowledged_since_the_backup_comes_back() throws Exception {
        var edited = net.submit(worker, "Edited");
        var deleted = net.submit(worker, "Deleted");
        var early = net.photo(1, 40_000);
        net.submit(worker, "Photo on its way", early);
        net.proxy.script(
                (method, path) ->
                        path.startsWith("/media") ? new LinkFault.DropRequest() : LinkFault.NONE);
        worker.sync();
        net.proxy.heal();
        FieldNetwork.completed(office);
        backUp();
        var late = net.photo(2, 40_000);
        var lost = net.submit(worker, "Lost", late);
        worker.edit(id(edited), "/note", "mended");
        worker.delete(id(deleted));
        net.settle(worker);
        FieldNetwork.completed(office);
        var before = id(lost);
        restore();
        allAgree();
        assertEquals(3, worker.answers().size());
        assertEquals("mended", answer(id(edited), "note"));
        assertNotEquals(before, id(lost), "the hub made it anew");
        for (var photo : new Path[] {early, late}) {
            try (var bytes = net.witness().media().open(Sha256.of(photo))) {
                assertArrayEquals(Files.readAllBytes(photo), bytes.readAllBytes());
            }
        }
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.HUB,
            what =
                    "After the restore, one laptop edits the old state before the one that had changed it comes.",
            holds = "A person decides; neither side is overwritten.")
    void an_edit_on_the_old_state_is_a_conflict_with_the_lost_one() throws Exception {
        var id = net.submit(worker, "Well");
        FieldNetwork.completed(worker);
        FieldNetwork.completed(office);
        var newcomer = net.supervisor("newcomer");
        backUp();
        worker.edit(id(id), "/note", "the lost edit");
        net.settle(worker);
        restore();
        FieldNetwork.completed(newcomer);
        newcomer.edit(id(id), "/note", "on the old state");
        net.settle(newcomer);
        worker.sync();
        worker.sync();
        assertEquals(1, worker.light().needsPerson(), worker.light().toString());
        var conflict = worker.rows(EntityType.CONFLICTS).getFirst().payload();
        assertEquals("the lost edit", conflict.at("/client_payload/data/note").asText());
        assertEquals("on the old state", conflict.at("/server_payload/data/note").asText());
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.HUB,
            what =
                    "After the restore, a laptop comes with an acknowledged edit that is lost and another one on top"
                            + " that it had not sent.",
            holds = "Both edits are at the hub.")
    void an_edit_not_sent_yet_goes_with_the_one_that_was_lost() throws Exception {
        var id = net.submit(worker, "Well");
        FieldNetwork.completed(worker);
        backUp();
        worker.edit(id(id), "/note", "sent");
        net.settle(worker);
        worker.edit(id(id), "/name", "Not sent yet");
        restore();
        net.settle(worker);
        FieldNetwork.completed(office);
        assertEquals(office.answers(), worker.answers());
        assertEquals("sent", answer(id(id), "note"));
        assertEquals("Not sent yet", answer(id(id), "name"));
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.HUB,
            what =
                    "Yesterday's backup is put back and nobody says so. Lost with it: a new submission with a photo, an"
                            + " edit with another on top that was not sent, a deletion.",
            holds =
                    "The hub knows that laptops were told more than it has (409 FP-2408) before it takes anything of"
                            + " them; they offer all of it again, as after a restore that was told.")
    void a_restore_that_nobody_told_is_found_out_and_mended() throws Exception {
        var edited = net.submit(worker, "Edited");
        var deleted = net.submit(worker, "Deleted");
        FieldNetwork.completed(worker);
        FieldNetwork.completed(office);
        backUp();
        FieldNetwork.completed(worker);
        var photo = net.photo(2, 40_000);
        var lost = net.submit(worker, "Lost", photo);
        worker.edit(id(edited), "/note", "mended");
        worker.delete(id(deleted));
        net.settle(worker);
        worker.edit(id(edited), "/name", "Not sent yet");
        restoreAndTellNobody();
        allAgree();
        assertEquals(2, worker.answers().size());
        assertEquals("mended", answer(id(edited), "note"));
        assertEquals("Not sent yet", answer(id(edited), "name"));
        assertEquals("Lost", answer(id(lost), "name"));
        assertEquals(0, worker.light().needsPerson(), "nobody else had changed anything");
        try (var bytes = net.witness().media().open(Sha256.of(photo))) {
            assertArrayEquals(Files.readAllBytes(photo), bytes.readAllBytes());
        }
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.HUB,
            what =
                    "As before, but others have worked with the restored hub until it had made more changes than were"
                            + " lost; only then a laptop comes that had been told of the lost ones.",
            holds =
                    "It is found out all the same, by the mark each start of the hub leaves: no row is skipped, the"
                            + " lost ones come back, and what was changed on the old state is decided by a person.")
    void changes_made_since_do_not_hide_a_restore_that_nobody_told() throws Exception {
        var well = net.submit(worker, "Well");
        FieldNetwork.completed(worker);
        FieldNetwork.completed(office);
        var newcomer = net.supervisor("newcomer");
        backUp();
        worker.edit(id(well), "/note", "the lost edit");
        var lost = net.submit(worker, "Lost");
        net.settle(worker);
        restoreAndTellNobody();
        FieldNetwork.completed(newcomer);
        newcomer.edit(id(well), "/note", "on the old state");
        for (int i = 0; i < 10; i++) {
            net.submit(newcomer, "New " + i);
        }
        net.settle(newcomer);
        worker.sync();
        worker.sync();
        assertEquals(1, worker.light().needsPerson(), worker.light().toString());
        var conflict = worker.rows(EntityType.CONFLICTS).getFirst().payload();
        assertEquals("the lost edit", conflict.at("/client_payload/data/note").asText());
        assertEquals("on the old state", conflict.at("/server_payload/data/note").asText());
        assertEquals("Lost", answer(id(lost), "name"));
        FieldNetwork.completed(office);
        assertEquals(12, office.answers().size(), "nothing is skipped");
        assertEquals(office.answers().keySet(), net.witness().answers().keySet());
        assertTrue(office.answers().containsKey(id(lost)));
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.HUB,
            what =
                    "A submission is acknowledged, the link breaks before the laptop has pulled, and the hub is"
                            + " restored from a backup without it; nobody says so.",
            holds = "The laptop asks whether it is still there, and offers it again.")
    void what_was_acknowledged_and_never_pulled_is_asked_for() throws Exception {
        FieldNetwork.completed(worker);
        backUp();
        FieldNetwork.completed(worker);
        net.submit(worker, "Acknowledged");
        net.proxy.script(
                (method, path) ->
                        path.startsWith("/sync/changes")
                                ? new LinkFault.DropRequest()
                                : LinkFault.NONE);
        worker.sync();
        net.proxy.heal();
        assertEquals(0, worker.light().submissionsWaiting(), worker.light().toString());
        restoreAndTellNobody();
        allAgree();
        assertEquals(1, office.answers().size());
    }
}
