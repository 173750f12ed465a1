package org.fieldpost.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many acknowledgements at once: plain rows together, the others one by one, with the same effect. */
class AcceptedTogetherTest {
    private static final int ROWS = 30;
    @TempDir private Path folder;
    private Device device;

    @BeforeEach
    void open() {
        device = new Device(folder);
    }

    @AfterEach
    void close() {
        device.close();
    }

    private Map<UUID, UUID> acceptAll(List<OutboxCommand> sent, long version) {
        var permanent = new HashMap<UUID, UUID>();
        var answers = new ArrayList<Acceptance>();
        for (var command : sent) {
            var server = new UUID(77, permanent.size() + 1L);
            permanent.put(command.aggregateId(), server);
            answers.add(
                    new Acceptance(
                            command.id(),
                            command.fencingToken(),
                            server,
                            version,
                            Acceptances.hash(command)));
        }
        device.apply(new Mutation.Accept(device.id(), device.now(), answers));
        return permanent;
    }

    private EntityRow row(UUID id) {
        return device.read(tx -> device.tables.submissions().find(tx, id)).orElseThrow();
    }

    @Test
    void rows_nobody_else_knows_and_rows_with_a_past_end_alike() {
        var made = new ArrayList<UUID>();
        for (int i = 0; i < ROWS; i++) {
            made.add(device.submission("{'name':'n" + i + "'}"));
        }
        var sent = device.send();
        assertEquals(ROWS, sent.size());
        // Behind the sending: an edit, a child, an answer that names one of them.
        var edited = made.get(3);
        device.save(edited, device.payload("{'name':'edited'}"));
        var parent = made.get(5);
        var child = device.id();
        device.save(child, device.payload("{'name':'child'}").put("parent_id", parent.toString()));
        var named = made.get(7);
        var naming = device.submission("{'ref':'" + named + "'}");

        var permanent = acceptAll(sent, 1);

        for (var old : made) {
            var now = Objects.requireNonNull(permanent.get(old));
            assertTrue(
                    device.read(tx -> device.tables.submissions().find(tx, old)).isEmpty(),
                    "the temporary id is gone");
            var row = row(now);
            assertEquals(1L, row.rowVersion());
            assertEquals(old.equals(edited), row.dirty(), "clean unless edited since");
            if (!old.equals(edited)) {
                assertEquals(row.payload(), row.baseSnapshot());
            }
            assertEquals(
                    now,
                    device.read(
                            tx ->
                                    device.tables
                                            .idMap()
                                            .aliasOf(tx, Device.AWA, EntityType.SUBMISSIONS, old)));
        }
        assertEquals(
                Objects.requireNonNull(permanent.get(parent)).toString(),
                row(child).payload().path("parent_id").asText());
        assertEquals(
                Objects.requireNonNull(permanent.get(named)).toString(),
                row(naming).payload().path("data").path("ref").asText());
        assertTrue(device.counts().conserved());
        assertEquals(3, device.counts().open(), "the edit, the child and the one that names");
    }

    @Test
    void an_answer_to_an_earlier_sending_changes_nothing_among_answers_that_count() {
        for (int i = 0; i < ROWS; i++) {
            device.submission("{'name':'n" + i + "'}");
        }
        var sent = device.send();
        var late = sent.getFirst();
        device.apply(
                new Mutation.Accept(
                        device.id(),
                        device.now(),
                        List.of(
                                new Acceptance(
                                        late.id(),
                                        late.fencingToken() - 1,
                                        new UUID(9, 9),
                                        1,
                                        Acceptances.hash(late)))));
        assertTrue(row(late.aggregateId()).dirty());
        assertEquals(ROWS, device.counts().open());

        acceptAll(sent, 1);
        assertEquals(0, device.counts().open());
        assertFalse(
                device.read(tx -> device.tables.submissions().find(tx, new UUID(9, 9)))
                        .isPresent());
    }

    @Test
    void a_row_pulled_before_the_answer_came_is_one_row_also_among_many() {
        for (int i = 0; i < ROWS; i++) {
            device.submission("{'name':'n" + i + "'}");
        }
        var sent = device.send();
        var pulled = new UUID(77, 1);
        device.db.run(
                tx ->
                        device.tables
                                .submissions()
                                .insert(
                                        tx,
                                        EntityRow.fromHub(
                                                EntityType.SUBMISSIONS,
                                                pulled,
                                                1,
                                                Device.said(sent.getFirst()),
                                                device.now())));
        acceptAll(sent, 1);
        assertEquals(ROWS, device.read(device.tables.submissions()::count));
        assertFalse(row(pulled).dirty());
    }
}
