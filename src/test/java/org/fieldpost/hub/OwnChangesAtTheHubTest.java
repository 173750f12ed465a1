package org.fieldpost.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.fieldpost.contract.CommandResult;
import org.fieldpost.contract.CommandResult.Outcome;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.OwnChanges;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.PullResponse;
import org.fieldpost.contract.PushCommand;
import org.fieldpost.contract.Role;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.Dialect;
import org.fieldpost.hub.store.HubMetaTable;
import org.fieldpost.kernel.Json;
import org.fieldpost.submission.FormRef;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a device was told of its own changes need not come back to it; all else must. */
@ParameterizedClass
@EnumSource(Dialect.class)
class OwnChangesAtTheHubTest {
    private static final String ORG = "Water Aid";
    @Parameter Dialect dialect = Dialect.H2;
    @TempDir Path folder = Path.of("");
    private TestHub hub;
    private TestDevice worker;
    private TestDevice supervisor;
    private FormRef form;

    @BeforeEach
    void start() {
        hub = new TestHub(dialect, folder);
        worker = hub.device(ORG, Role.FIELD_WORKER);
        supervisor = hub.device(ORG, Role.SUPERVISOR);
        form = hub.form(ORG, "water_point");
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private PushCommand made(TestDevice device, String answer) {
        return device.create(
                EntityType.SUBMISSIONS, hub.ids.next(), device.submission(form, answer));
    }

    private List<CommandResult> push(TestDevice device, int count) {
        var commands = new ArrayList<PushCommand>();
        for (int i = 0; i < count; i++) {
            commands.add(made(device, "answer " + i));
        }
        return device.push(commands.toArray(PushCommand[]::new));
    }

    private OwnChanges told(List<CommandResult> results) {
        var stamps =
                results.stream().map(CommandResult::changedAt).filter(Objects::nonNull).toList();
        return OwnChanges.of(hub.database.read(HubMetaTable::start), stamps);
    }

    private static HttpResponse<byte[]> ask(
            TestDevice device, @Nullable String cursor, int limit, String own) {
        var from = cursor == null ? "" : "&cursor=" + cursor;
        return device.send(
                "GET", "/sync/changes?limit=%d&own=%s%s".formatted(limit, own, from), null);
    }

    /** All that comes after {@code cursor}, page by page. */
    private static List<PullChange> rest(
            TestDevice device, @Nullable String cursor, int limit, OwnChanges own) {
        var changes = new ArrayList<PullChange>();
        for (var page : pages(device, cursor, limit, own)) {
            changes.addAll(page.changes());
        }
        return changes;
    }

    private static List<PullResponse> pages(
            TestDevice device, @Nullable String cursor, int limit, OwnChanges own) {
        var pages = new ArrayList<PullResponse>();
        var at = cursor;
        do {
            var response = ask(device, at, limit, own.encode());
            assertEquals(200, response.statusCode());
            pages.add(Json.read(response.body(), PullResponse.class));
            at = pages.getLast().nextCursor();
        } while (pages.getLast().hasMore());
        return pages;
    }

    private static List<UUID> ids(List<PullChange> changes) {
        return changes.stream().map(PullChange::entityId).toList();
    }

    private static UUID id(CommandResult result) {
        return Objects.requireNonNull(result.entityId());
    }

    private static String end(TestDevice device) {
        return pages(device, null, 100, OwnChanges.NONE).getLast().nextCursor();
    }

    private String change(TestDevice device, CommandResult of, long version, String answer) {
        var payload = device.submission(form, answer);
        payload.put("created_by", worker.who().userId().toString());
        payload.put("device_id", worker.who().deviceId().toString());
        var result =
                device.pushOne(device.update(EntityType.SUBMISSIONS, id(of), version, payload));
        assertEquals(Outcome.OK, result.outcome(), result::toString);
        return answer;
    }

    @Test
    void what_was_told_does_not_come_back_and_the_cursor_passes_it() {
        var before = end(worker);
        var results = push(worker, 6);

        var pages = pages(worker, before, 100, told(results));

        assertEquals(1, pages.size());
        assertEquals(List.of(), pages.getFirst().changes());
        var after = pages.getFirst().nextCursor();
        var theirs = worker.pushOne(made(worker, "later"));
        // The last one stands where the cursor does, and may come.
        var next = ids(rest(worker, after, 100, OwnChanges.NONE));
        assertTrue(next.contains(id(theirs)), next::toString);
        assertFalse(next.contains(id(results.getFirst())), next::toString);
        assertTrue(next.size() <= 2, next::toString);
    }

    @Test
    void a_row_that_somebody_changed_since_comes() {
        var before = end(worker);
        var results = push(worker, 6);
        change(supervisor, results.get(2), 1, "seen in the office");

        var came = rest(worker, before, 100, told(results));

        var changed = came.stream().filter(c -> c.entityId().equals(id(results.get(2)))).toList();
        assertEquals(1, changed.size(), came::toString);
        assertEquals(2, changed.getFirst().version());
        assertFalse(ids(came).contains(id(results.getFirst())), came::toString);
    }

    @Test
    void what_others_made_before_between_and_after_comes_in_pages_of_any_size() {
        var before = end(supervisor);
        var theirs = new ArrayList<UUID>();
        var mine = new ArrayList<CommandResult>();
        for (int i = 0; i < 3; i++) {
            push(worker, 2).forEach(result -> theirs.add(id(result)));
            mine.addAll(push(supervisor, 4));
        }
        push(worker, 2).forEach(result -> theirs.add(id(result)));
        for (int limit : new int[] {1, 2, 3, 100}) {
            var came = ids(rest(supervisor, before, limit, told(mine)));
            assertTrue(came.containsAll(theirs), () -> limit + ": " + came);
            // Of each stretch at most its last.
            assertTrue(came.size() <= theirs.size() + 3, () -> limit + ": " + came);
        }
    }

    @Test
    void told_under_another_start_of_the_hub_it_all_comes() {
        var before = end(worker);
        var results = push(worker, 6);
        var own = told(results);
        hub.database.run(tx -> HubMetaTable.started(tx, new UUID(7, 7)));

        assertEquals(6, rest(worker, before, 100, own).size());
    }

    @Test
    void a_stretch_that_ends_behind_the_feed_counts_for_nothing() {
        var before = end(worker);
        var results = push(worker, 6);
        var first = Objects.requireNonNull(results.getFirst().changedAt());
        var start = hub.database.read(HubMetaTable::start);
        var own = new OwnChanges(start, List.of(new OwnChanges.Stretch(first, first + 100)));

        assertEquals(6, rest(worker, before, 100, own).size());
    }

    @Test
    void of_a_row_the_hub_corrected_no_stamp_is_told_and_it_comes() {
        var before = end(worker);
        var corrected = worker.submission(form, "finer").put("status", "approved");
        var results =
                worker.push(
                        made(worker, "a"),
                        made(worker, "b"),
                        worker.create(EntityType.SUBMISSIONS, hub.ids.next(), corrected),
                        made(worker, "c"),
                        made(worker, "d"));
        assertEquals(Outcome.OK, results.get(2).outcome(), results::toString);
        assertNull(results.get(2).changedAt());
        assertNotNull(results.getFirst().changedAt());

        var came = rest(worker, before, 100, told(results));

        assertTrue(ids(came).contains(id(results.get(2))), came::toString);
        assertFalse(ids(came).contains(id(results.getFirst())), came::toString);
    }

    @Test
    void of_a_row_the_hub_puts_an_id_into_that_came_later_no_stamp_is_told_and_it_comes() {
        var before = end(worker);
        var later = hub.ids.next();
        ObjectNode naming = Json.object().put("answer", "x").put("well", later.toString());
        var results =
                worker.push(
                        made(worker, "a"),
                        worker.create(
                                EntityType.SUBMISSIONS,
                                hub.ids.next(),
                                worker.submission(form, naming)),
                        worker.create(
                                EntityType.SUBMISSIONS, later, worker.submission(form, "well")));
        results.forEach(result -> assertEquals(Outcome.OK, result.outcome()));

        var came = rest(worker, before, 100, told(results));

        var row = came.stream().filter(c -> c.entityId().equals(id(results.get(1)))).findFirst();
        assertTrue(row.isPresent(), came::toString);
        assertEquals(
                id(results.get(2)).toString(),
                Objects.requireNonNull(row.get().payload()).at("/data/well").asText());
    }

    @Test
    void a_row_changed_twice_in_one_push_is_told_of_as_it_was_left() {
        var before = end(worker);
        var temporary = hub.ids.next();
        var results =
                worker.push(
                        worker.create(
                                EntityType.SUBMISSIONS, temporary, worker.submission(form, "a")),
                        worker.update(
                                EntityType.SUBMISSIONS, temporary, 1, worker.submission(form, "b")),
                        made(worker, "c"));
        assertNull(results.getFirst().changedAt());
        assertNotNull(results.get(1).changedAt());
        var whole = rest(worker, before, 100, OwnChanges.NONE);
        assertEquals(2, whole.size(), whole::toString);
    }

    @Test
    void rubbish_is_refused() {
        for (var own : List.of("x", "s~9-1", "s~1-x")) {
            assertEquals(400, ask(worker, null, 10, own).statusCode(), own);
        }
    }

    /** Devices that push, change each other's rows and pull leaving out their own hold in the end what the hub has. */
    @Test
    void nobody_misses_anything_whatever_the_order() {
        for (long seed = 1; seed <= 6; seed++) {
            var random = new Random(seed);
            var holders = List.of(new Holder(supervisor), new Holder(worker));
            for (int step = 0; step < 25; step++) {
                var holder = holders.get(random.nextInt(2));
                switch (random.nextInt(4)) {
                    case 0, 1 -> holder.push(1 + random.nextInt(5));
                    case 2 -> holder.change(random);
                    default -> holder.pull(1 + random.nextInt(4), random.nextBoolean());
                }
            }
            for (var holder : holders) {
                holder.pull(3, true);
                var all = new HashMap<UUID, Long>();
                holder.device.pull(100).stream()
                        .filter(change -> change.entityType() == EntityType.SUBMISSIONS)
                        .forEach(change -> all.put(change.entityId(), change.version()));
                all.keySet().retainAll(visible(holder, all));
                assertEquals(all, holder.versions, "seed " + seed);
            }
        }
    }

    /** Rows made before a holder began are none of its. */
    private static List<UUID> visible(Holder holder, Map<UUID, Long> all) {
        return all.keySet().stream().filter(id -> !holder.before.contains(id)).toList();
    }

    /** A device as it remembers what it was told and what it pulled. */
    private final class Holder {
        final TestDevice device;
        final List<UUID> before;
        final Map<UUID, Long> versions = new HashMap<>();
        private final List<Long> stamps = new ArrayList<>();
        private @Nullable String cursor;

        Holder(TestDevice device) {
            this.device = device;
            before = ids(device.pull(100));
            cursor = end(device);
        }

        void push(int count) {
            OwnChangesAtTheHubTest.this.push(device, count).forEach(this::took);
        }

        private void took(CommandResult result) {
            if (result.outcome() == Outcome.OK) {
                versions.merge(id(result), Objects.requireNonNull(result.version()), Math::max);
                if (result.changedAt() != null) {
                    stamps.add(result.changedAt());
                }
            }
        }

        void change(Random random) {
            if (versions.isEmpty()) {
                return;
            }
            var id = List.copyOf(versions.keySet()).get(random.nextInt(versions.size()));
            var payload = device.submission(form, "changed " + random.nextInt());
            // Not the version it is on: the other was first, and this device does not hold the row.
            took(
                    device.pushOne(
                            device.update(
                                    EntityType.SUBMISSIONS,
                                    id,
                                    Objects.requireNonNull(versions.get(id)),
                                    payload)));
        }

        void pull(int limit, boolean leaveOut) {
            var own =
                    leaveOut
                            ? OwnChanges.of(hub.database.read(HubMetaTable::start), stamps)
                            : OwnChanges.NONE;
            for (var page : pages(device, cursor, limit, own)) {
                for (var change : page.changes()) {
                    if (change.entityType() == EntityType.SUBMISSIONS
                            && change.action() != SyncAction.DELETE) {
                        versions.merge(change.entityId(), change.version(), Math::max);
                    }
                }
                cursor = page.nextCursor();
            }
            stamps.clear();
        }
    }
}
