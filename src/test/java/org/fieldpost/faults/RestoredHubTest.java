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
        net.stopHub();
        Files.move(net.hubFolder(), net.folder.resolve("broken"));
        copy(net.folder.resolve("backup"), net.hubFolder());
        try (var administration = FieldHub.office(net.hubFolder(), net.clock)) {
            assertTrue(administration.restored().path("epoch").isTextual());
        }
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
}
