package org.fieldpost.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.kernel.Json;
import org.fieldpost.store.DeadLetters.Fate;
import org.fieldpost.store.DeadLetters.Loss;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters a person gives up: what is lost is what was said, and nothing waits any more. */
class DiscardsTest {
    private static final ErrorBody NO = new ErrorBody("FP-2603", "the hub says no", false);
    private Device device;

    @BeforeEach
    void open(@TempDir Path folder) {
        device = new Device(folder);
    }

    @AfterEach
    void close() {
        device.close();
    }

    /** Everything that is due is refused; the last command about {@code entity}. */
    private UUID refused(UUID entity) {
        UUID dead = null;
        for (var sent : device.send()) {
            device.db.run(
                    tx ->
                            assertTrue(
                                    device.tables
                                            .outbox()
                                            .deadLetter(
                                                    tx,
                                                    sent.id(),
                                                    sent.fencingToken(),
                                                    NO,
                                                    device.now())));
            dead = sent.aggregateId().equals(entity) ? sent.id() : dead;
        }
        if (dead == null) {
            throw new AssertionError("nothing was sent about " + entity);
        }
        return dead;
    }

    private Optional<Loss> loss(UUID command) {
        return device.read(tx -> new DeadLetters(device.tables).loss(tx, command));
    }

    private void discard(UUID command) {
        device.apply(new Mutation.DiscardDeadLetter(device.id(), device.now(), command));
    }

    private void nothingWaits() {
        var counts = device.counts();
        assertEquals(0, counts.open());
        assertEquals(0, counts.of(OutboxStatus.DEAD_LETTER));
        assertTrue(counts.conserved(), counts.toString());
    }

    private UUID photoOf(UUID submission) {
        var id = device.id();
        device.save(
                EntityType.SUBMISSION_MEDIA,
                id,
                Json.object()
                        .put("submission_id", submission.toString())
                        .put("key", "k")
                        .put("sha256", "0".repeat(64)));
        device.db.run(tx -> device.tables.uploads().create(tx, id, device.now()));
        return id;
    }

    @Test
    void a_submission_the_hub_never_had_goes_with_its_photos_and_the_loss_was_told() {
        var id = device.submission("{'name':'A'}");
        var photo = photoOf(id);
        var child = device.payload("{'name':'B'}");
        child.put("parent_id", id.toString());
        device.save(device.id(), child);
        device.save(device.id(), device.payload("{'name':'C','of':'" + id + "'}"));
        var dead = refused(id);
        assertEquals(Optional.of(new Loss(Fate.GONE, 1, 2)), loss(dead));
        discard(dead);
        assertTrue(device.read(tx -> device.tables.submissions().find(tx, id)).isEmpty());
        assertTrue(device.read(tx -> device.tables.media().find(tx, photo)).isEmpty());
        assertTrue(device.read(tx -> device.tables.uploads().find(tx, photo)).isEmpty());
        assertTrue(device.commands(id).isEmpty());
        assertTrue(device.counts().conserved());
        assertTrue(device.told.contains(new ChangeEvent.Deleted(EntityType.SUBMISSIONS, id)));
        assertEquals(Optional.empty(), loss(dead));
    }

    @Test
    void a_refused_change_goes_and_the_hubs_version_shows_again() {
        var id = device.submission("{'name':'hub'}");
        device.accept(device.send().getFirst(), id, 3);
        device.save(id, device.payload("{'name':'mine'}"));
        var dead = refused(id);
        assertEquals(Optional.of(new Loss(Fate.REVERTED, 0, 0)), loss(dead));
        discard(dead);
        assertEquals("hub", device.row(id).payload().at("/data/name").asText());
        assertEquals(3, device.row(id).rowVersion());
        assertFalse(device.row(id).dirty());
        nothingWaits();
    }

    @Test
    void a_change_to_a_row_whose_version_nobody_here_knows_cannot_go_back_to_it() {
        var id = device.submission("{'name':'mine'}");
        device.accept(device.send().getFirst(), id, Acceptances.NEVER_SAID);
        var dead = refused(id);
        assertEquals(Optional.empty(), loss(dead), "there is nothing to show instead");
        assertThrows(IllegalStateException.class, () -> discard(dead));
        assertEquals("mine", device.row(id).payload().at("/data/name").asText());
        assertEquals(1, device.counts().of(OutboxStatus.DEAD_LETTER));
    }

    @Test
    void a_refused_deletion_is_taken_back() {
        var id = device.submission("{'name':'hub'}");
        device.accept(device.send().getFirst(), id, 3);
        device.apply(new Mutation.DeleteSubmission(device.id(), device.now(), id, device.id()));
        var dead = refused(id);
        assertEquals(Optional.of(new Loss(Fate.BACK, 0, 0)), loss(dead));
        discard(dead);
        assertEquals("hub", device.row(id).payload().at("/data/name").asText());
        assertTrue(
                device.read(tx -> device.tables.tombstones().find(tx, EntityType.SUBMISSIONS, id))
                        .isEmpty());
        nothingWaits();
        device.save(id, device.payload("{'name':'again'}"));
        assertEquals(1, device.send().size(), "it is a record like any other");
    }

    @Test
    void what_is_no_dead_letter_any_more_is_not_discarded() {
        var id = device.submission("{'name':'A'}");
        var dead = refused(id);
        device.db.run(
                tx -> assertTrue(new DeadLetters(device.tables).retry(tx, dead, device.now())));
        assertEquals(Optional.empty(), loss(dead));
        assertThrows(IllegalStateException.class, () -> discard(dead));
        assertEquals("A", device.row(id).payload().at("/data/name").asText());
        assertEquals(1, device.send().size());
    }

    @Test
    void a_change_on_its_way_is_waited_for() {
        var id = device.submission("{'name':'hub'}");
        device.accept(device.send().getFirst(), id, 3);
        device.save(id, device.payload("{'name':'mine'}"));
        var dead = refused(id);
        device.db.run(
                tx -> assertTrue(new DeadLetters(device.tables).retry(tx, dead, device.now())));
        var sent = device.send();
        assertThrows(IllegalStateException.class, () -> discard(dead));
        device.accept(sent.getFirst(), id, 4);
        assertEquals("mine", device.row(id).payload().at("/data/name").asText());
    }

    @Test
    void a_decision_is_not_discarded_since_others_wait_for_it() {
        var id = device.submission("{'name':'A'}");
        var conflict = device.id();
        device.save(
                EntityType.CONFLICTS,
                conflict,
                Json.object()
                        .put("resource_type", "submissions")
                        .put("resource_id", id.toString())
                        .put("resolution", "pending")
                        .put("created_at", device.now().toString()));
        var dead = refused(conflict);
        assertEquals(Optional.empty(), loss(dead));
        assertThrows(IllegalStateException.class, () -> discard(dead));
    }

    @Test
    void done_twice_or_again_from_the_journal_it_is_done_once() {
        var id = device.submission("{'name':'A'}");
        var dead = refused(id);
        var discard = new Mutation.DiscardDeadLetter(device.id(), device.now(), dead);
        device.apply(discard);
        device.apply(discard);
        device.db.run(tx -> device.mutations.apply(tx, discard, true));
        nothingWaits();
        var again = device.id();
        var made =
                new Mutation.SaveEntity(
                        device.id(),
                        device.now(),
                        EntityType.SUBMISSIONS,
                        again,
                        device.payload("{'name':'B'}"),
                        device.id());
        device.apply(made);
        var replayed = new Mutation.DiscardDeadLetter(device.id(), device.now(), made.commandId());
        device.db.run(tx -> device.mutations.apply(tx, replayed, true));
        assertTrue(device.commands(again).isEmpty(), "the power cut took what made it dead");
        nothingWaits();
    }
}
