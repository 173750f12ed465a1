package org.fieldpost.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * After a power cut the journal gives back what the hub answered, to commands that are as they were before they were
 * folded for sending.
 */
class ReplayedAnswersTest {
    @TempDir private Path folder;
    private Device device;
    private UUID id;

    @BeforeEach
    void twoChangesNeverFolded() {
        device = new Device(folder);
        id = device.submission("{'a':'1'}");
        device.save(id, device.payload("{'a':'2'}"));
    }

    @AfterEach
    void close() {
        device.close();
    }

    private void replayAccept(Sha256 payload, UUID server) {
        var create = device.commands(id).getFirst();
        var accept =
                new Mutation.Accept(
                        device.id(),
                        device.now(),
                        List.of(new Acceptance(create.id(), 1, server, 1, payload)));
        device.db.run(tx -> device.mutations.apply(tx, accept, true));
    }

    @Test
    void an_accepted_create_stands_for_the_edits_that_were_folded_into_it() {
        var server = device.id();
        replayAccept(Acceptances.hash(device.commands(id).getLast()), server);
        assertEquals(List.of(), device.commands(server));
        assertFalse(device.row(server).dirty());
        assertEquals(1L, device.row(server).rowVersion());
        assertEquals("2", device.agreed(server).at("/data/a").asText());
    }

    /** Seed 866 of the simulation: the edit would have been sent once more, with no row behind it. */
    @Test
    void an_accepted_delete_stands_for_the_edits_that_were_folded_into_it() {
        var server = device.id();
        replayAccept(Acceptances.hash(device.commands(id).getLast()), server);
        device.save(server, device.payload("{'a':'3'}"));
        var delete = new Mutation.DeleteSubmission(device.id(), device.now(), server, device.id());
        device.db.run(tx -> device.mutations.apply(tx, delete, true));
        assertEquals(2, device.commands(server).size(), "not folded: nothing was sent yet");
        var said = new Acceptance(delete.commandId(), 1, server, 2, Sha256.of(new byte[0]));
        var accept = new Mutation.Accept(device.id(), device.now(), List.of(said));
        device.db.run(tx -> device.mutations.apply(tx, accept, true));
        assertEquals(List.of(), device.commands(server));
    }

    @Test
    void what_was_sent_and_is_not_known_any_more_meets_the_hubs_row_as_a_conflict() {
        var server = device.id();
        replayAccept(Json.canonicalHash(Json.object()), server);
        var left = device.commands(server).getFirst();
        assertEquals(0L, Objects.requireNonNull(left.baseVersion()));
        assertEquals("2", Device.said(left).at("/data/a").asText());
    }

    @Test
    void a_parked_command_takes_along_what_was_folded_into_it() {
        var parked = device.commands(id).getLast();
        var conflict = Json.object().put("resource_type", "submissions");
        conflict.put("resource_id", id.toString()).put("resolution", "pending");
        var open =
                new Mutation.OpenConflict(
                        device.id(), device.now(), device.id(), conflict, device.id(), parked.id());
        device.db.run(tx -> device.mutations.apply(tx, open, true));
        var left = device.commands(id);
        assertEquals(List.of(OutboxStatus.CONFLICT), left.stream().map(c -> c.status()).toList());
    }
}
