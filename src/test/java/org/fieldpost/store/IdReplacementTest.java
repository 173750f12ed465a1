package org.fieldpost.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.kernel.Json;
import org.fieldpost.submission.SubmissionId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdReplacementTest {
    private Device device;

    @BeforeEach
    void open(@TempDir Path folder) {
        device = new Device(folder);
    }

    @AfterEach
    void close() {
        device.close();
    }

    /** Every cell of every table but the id map, as text under the column's name. */
    static Map<String, String> everything(Device device) {
        return device.read(
                tx -> {
                    var all = new HashMap<String, String>();
                    var tables =
                            tx.handle()
                                    .createQuery(
                                            """
                                            SELECT table_name FROM information_schema.tables
                                            WHERE lower(table_schema) = 'public'
                                                AND lower(table_name) NOT LIKE 'id_mappings%'
                                            """)
                                    .mapTo(String.class)
                                    .list();
                    for (var table : tables) {
                        tx.handle()
                                .createQuery("SELECT * FROM " + table + unfinished(table))
                                .mapToMap()
                                .forEach(
                                        row ->
                                                row.forEach(
                                                        (column, value) ->
                                                                all.merge(
                                                                        table + "." + column,
                                                                        value + " ",
                                                                        String::concat)));
                    }
                    return all;
                });
    }

    /** What is done is history. */
    private static String unfinished(String table) {
        return switch (table) {
            case "outbox_events" -> " WHERE status <> 'COMPLETED'";
            case "outbox_payloads" ->
                    " WHERE sequence IN (SELECT sequence FROM outbox_events WHERE status <> 'COMPLETED')";
            default -> "";
        };
    }

    static List<String> traces(Map<String, String> everything, UUID id) {
        return everything.entrySet().stream()
                .filter(e -> e.getValue().contains(id.toString()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void assertGone(UUID id) {
        assertEquals(List.of(), traces(everything(device), id));
    }

    private Draft draftAbout(UUID household) {
        return new Draft(
                device.id(),
                device.id(),
                Device.WATER,
                Json.object().put("site", household.toString()),
                new SubmissionId(household),
                new SubmissionId(household),
                Json.object(),
                "",
                device.now(),
                device.now());
    }

    @Test
    void everything_that_knew_the_temporary_id_knows_the_hubs() {
        var household = device.submission("{'name':'H'}");
        var member = device.id();
        var visit =
                device.payload(
                        "{'name':'V','household':'%s','rows':[{'_key':'k','of':'%s'}]}"
                                .formatted(household, household));
        visit.put("parent_id", household.toString());
        device.save(member, visit);
        var photo = device.id();
        device.save(
                EntityType.SUBMISSION_MEDIA,
                photo,
                Json.object()
                        .put("submission_id", household.toString())
                        .put("key", "k")
                        .put("sha256", "0".repeat(64)));
        var conflict = device.id();
        var disputed = Json.object();
        disputed.put("resource_type", "submissions").put("resource_id", household.toString());
        disputed.put("resolution", "pending");
        disputed.set("client_payload", visit);
        device.save(EntityType.CONFLICTS, conflict, disputed);
        var draft = draftAbout(household);
        device.apply(new Mutation.SaveDraft(device.id(), device.now(), draft));

        var create =
                device.send().stream()
                        .filter(c -> c.aggregateId().equals(household))
                        .findFirst()
                        .orElseThrow();
        device.told.clear();
        var server = device.id();
        device.accept(create, server, 1);

        assertGone(household);
        assertEquals(server.toString(), device.row(member).payload().path("parent_id").asText());
        assertEquals(
                server.toString(), device.row(member).payload().at("/data/rows/0/of").asText());
        assertEquals(
                Json.canonicalHash(device.row(member).payload().get("data")).hex(),
                device.row(member).payload().path("sha256").asText(),
                "the hash of the answers follows them");
        assertEquals(
                server,
                device.read(
                        tx ->
                                device.tables
                                        .idMap()
                                        .aliasOf(
                                                tx,
                                                Device.AWA,
                                                EntityType.SUBMISSIONS,
                                                household)));
        assertTrue(
                device.told.contains(
                        new ChangeEvent.IdChanged(EntityType.SUBMISSIONS, household, server)));
        assertTrue(
                device.read(
                                tx ->
                                        SubmissionDetail.find(
                                                tx, device.tables, new SubmissionId(household)))
                        .isPresent(),
                "a look-up by the old id finds the row");
    }

    @Test
    void a_change_that_still_names_the_old_id_lands_on_the_new_one() {
        var id = device.submission("{'name':'A'}");
        var server = device.id();
        device.accept(device.send().getFirst(), server, 1);
        device.apply(
                new Mutation.EditSubmission(
                        device.id(),
                        device.now(),
                        id,
                        Json.object().put("name", "B"),
                        device.id()));
        var child = device.payload("{'name':'C','of':'" + id + "'}");
        child.put("parent_id", id.toString());
        var late = device.id();
        device.save(late, child);
        assertEquals("B", device.row(server).payload().at("/data/name").asText());
        assertEquals(server.toString(), device.row(late).payload().path("parent_id").asText());
        assertGone(id);
    }

    @Test
    void a_row_pulled_before_the_answer_came_is_the_same_row() {
        var id = device.submission("{'name':'A'}");
        var sent = device.send().getFirst();
        var server = device.id();
        device.db.run(
                tx ->
                        device.tables
                                .submissions()
                                .insert(
                                        tx,
                                        EntityRow.fromHub(
                                                EntityType.SUBMISSIONS,
                                                server,
                                                4,
                                                device.payload("{'name':'A','by':'Ibra'}"),
                                                device.now())));
        device.accept(sent, server, 3);
        assertEquals(1, device.read(device.tables.submissions()::count));
        assertEquals("Ibra", device.row(server).payload().at("/data/by").asText());
        assertEquals(4, device.row(server).rowVersion());
        assertFalse(device.row(server).dirty());
        assertGone(id);
    }

    @Test
    void a_row_pulled_before_the_answer_came_does_not_swallow_a_later_edit() {
        var id = device.submission("{'name':'A'}");
        var sent = device.send().getFirst();
        device.save(id, device.payload("{'name':'mine'}"));
        var server = device.id();
        device.db.run(
                tx ->
                        device.tables
                                .submissions()
                                .insert(
                                        tx,
                                        EntityRow.fromHub(
                                                EntityType.SUBMISSIONS,
                                                server,
                                                3,
                                                Device.said(sent),
                                                device.now())));
        device.accept(sent, server, 3);
        assertEquals("mine", device.row(server).payload().at("/data/name").asText());
        assertTrue(device.row(server).dirty());
        var next = device.send().getFirst();
        assertEquals(SyncAction.UPDATE, next.action());
        assertEquals(3, next.baseVersion());
    }

    /** Random creates, edits, deletes, pushes, failures and answers in any order. */
    @Test
    void no_temporary_id_is_left_anywhere_once_its_row_was_accepted(@TempDir Path folder) {
        for (long seed = 1; seed <= 12; seed++) {
            try (var random = new Device(folder.resolve("d" + seed), seed)) {
                new Schedule(random, new Random(seed), seed).run();
            }
        }
    }

    private static final class Schedule {
        private final Device device;
        private final Random random;
        private final long seed;
        private final List<UUID> known = new ArrayList<>();
        private final Map<UUID, UUID> accepted = new HashMap<>();
        private final List<OutboxCommand> flying = new ArrayList<>();
        private long version;

        Schedule(Device device, Random random, long seed) {
            this.device = device;
            this.random = random;
            this.seed = seed;
        }

        void run() {
            for (int step = 0; step < 60; step++) {
                switch (random.nextInt(10)) {
                    case 0, 1, 2 -> create();
                    case 3, 4 -> edit();
                    case 5 -> delete();
                    case 6, 7 -> flying.addAll(device.send());
                    default -> answer();
                }
                check("step " + step);
            }
            for (int round = 0; round < 20; round++) {
                flying.addAll(device.send());
                while (!flying.isEmpty()) {
                    answer();
                }
            }
            check("at rest");
            assertEquals(0, device.counts().open(), "seed " + seed + ": the queue drains");
        }

        private UUID any() {
            return known.get(random.nextInt(known.size()));
        }

        private void create() {
            var id = device.id();
            var payload = device.payload("{'name':'n" + known.size() + "'}");
            if (!known.isEmpty() && random.nextBoolean()) {
                payload.put("parent_id", any().toString());
                payload.withObject("/data").put("ref", any().toString());
            }
            device.save(id, payload);
            known.add(id);
        }

        private void edit() {
            if (known.isEmpty()) {
                return;
            }
            var id = any();
            var now =
                    device.read(
                            tx ->
                                    device.tables
                                            .idMap()
                                            .aliasOf(tx, Device.AWA, EntityType.SUBMISSIONS, id));
            var row = device.read(tx -> device.tables.submissions().find(tx, now));
            if (row.isPresent()) {
                var payload = row.get().payload();
                payload.withObject("/data")
                        .put("edit", random.nextInt())
                        .put("ref", any().toString());
                device.save(id, payload);
            }
        }

        private void delete() {
            if (!known.isEmpty()) {
                device.apply(
                        new Mutation.DeleteSubmission(
                                device.id(), device.now(), any(), device.id()));
            }
        }

        private void answer() {
            if (flying.isEmpty()) {
                return;
            }
            var sent = flying.remove(random.nextInt(flying.size()));
            if (sent.action() == SyncAction.CREATE) {
                var server = new UUID(seed << 32, ++version);
                accepted.put(sent.aggregateId(), server);
                device.accept(sent, server, version);
            } else {
                device.accept(
                        sent,
                        accepted.getOrDefault(sent.aggregateId(), sent.aggregateId()),
                        ++version);
            }
        }

        private void check(String when) {
            var everything = everything(device);
            for (var old : accepted.keySet()) {
                assertEquals(List.of(), traces(everything, old), "seed " + seed + ", " + when);
            }
            assertTrue(device.counts().conserved(), "seed " + seed + ", " + when);
        }
    }
}
