package org.fieldpost.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.fieldpost.contract.EntityType;
import org.fieldpost.kernel.Json;
import org.fieldpost.submission.DeliveryStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a filter lets through is the same whether few rows are looked up or each is asked. */
class SubmissionMatchesTest {
    private static final long SEED = 41;
    private static final int MANY = 60;
    private static final List<String> WORDS =
            List.of("amina", "amadou", "wells", "school", "dry", "dried");
    private final Random random = new Random(SEED);
    private final Map<UUID, List<String>> names = new HashMap<>();
    private final Map<UUID, EnumSet<OutboxStatus>> commands = new HashMap<>();
    private final Map<UUID, EnumSet<MediaUploads.State>> files = new HashMap<>();
    private Device device;

    @BeforeEach
    void fill(@TempDir Path folder) {
        device = new Device(folder);
        for (int i = 0; i < MANY; i++) {
            submission();
        }
        var search = new SubmissionSearch();
        while (device.db.<Integer>write(tx -> search.catchUp(tx, 20)) > 0) {
            assertTrue(device.read(search::behind) >= 0);
        }
    }

    @AfterEach
    void close() {
        device.close();
    }

    private void submission() {
        var words =
                List.of(
                        WORDS.get(random.nextInt(WORDS.size())),
                        WORDS.get(random.nextInt(WORDS.size())));
        var id = device.submission("{'name':'%s'}".formatted(String.join(" ", words)));
        names.put(id, List.of("well", words.getFirst(), words.getLast())); // with its summary
        commands.put(id, EnumSet.of(status(device.commands(id).getFirst().id())));
        files.put(id, EnumSet.noneOf(MediaUploads.State.class));
        for (int photos = random.nextInt(3); photos > 0; photos--) {
            photo(id);
        }
    }

    /** Some status for a command. */
    private OutboxStatus status(UUID command) {
        var status = any(OutboxStatus.values());
        sql(
                "UPDATE outbox_events SET status = :to WHERE id = :id",
                Map.of("to", status.name(), "id", command));
        return status;
    }

    private void photo(UUID submission) {
        var id = device.id();
        var payload = Json.object().put("submission_id", submission.toString());
        payload.put("key", "k").put("sha256", "0".repeat(64)).put("size_bytes", 10);
        commands.get(submission).add(status(device.save(EntityType.SUBMISSION_MEDIA, id, payload)));
        var state = any(MediaUploads.State.values());
        device.db.run(tx -> device.tables.uploads().create(tx, id, device.now()));
        sql(
                "UPDATE media_uploads SET state = :to WHERE media_id = :id",
                Map.of("to", state.name(), "id", id));
        files.get(submission).add(state);
    }

    private void sql(String statement, Map<String, ?> values) {
        device.db.run(tx -> tx.handle().createUpdate(statement).bindMap(values).execute());
    }

    private <T> T any(T[] of) {
        return of[random.nextInt(of.length)];
    }

    private static SubmissionFilter filter(String text, Set<DeliveryStatus> deliveries) {
        return new SubmissionFilter(
                text, null, Set.of(), deliveries, null, null, SubmissionFilter.Sort.CREATED, true);
    }

    private boolean isMeant(UUID id, SubmissionFilter filter) {
        boolean said =
                SubmissionSearch.words(filter.text()).stream()
                        .allMatch(word -> names.get(id).stream().anyMatch(w -> w.startsWith(word)));
        return said
                && (filter.deliveries().isEmpty()
                        || filter.deliveries().stream().anyMatch(status -> stands(id, status)));
    }

    private static final Map<DeliveryStatus, Set<?>> MEANT =
            new EnumMap<>(
                    Map.of(
                            DeliveryStatus.DRAFT,
                            Set.of(),
                            DeliveryStatus.WAITING,
                            Set.of(
                                    OutboxStatus.PENDING,
                                    OutboxStatus.FAILED,
                                    MediaUploads.State.PENDING),
                            DeliveryStatus.SENDING,
                            Set.of(OutboxStatus.IN_FLIGHT, MediaUploads.State.UPLOADING),
                            DeliveryStatus.FAILED,
                            Set.of(OutboxStatus.DEAD_LETTER, MediaUploads.State.FAILED),
                            DeliveryStatus.CONFLICT,
                            Set.of(OutboxStatus.CONFLICT)));

    private boolean stands(UUID id, DeliveryStatus status) {
        var has = new ArrayList<Enum<?>>(commands.get(id));
        has.addAll(files.get(id));
        has.removeAll(List.of(OutboxStatus.COMPLETED, MediaUploads.State.DONE));
        return status == DeliveryStatus.AT_HUB
                ? has.isEmpty()
                : has.stream().anyMatch(MEANT.get(status)::contains);
    }

    private Set<UUID> found(SubmissionFilter filter, int few) {
        var list = new SubmissionList(new DeliveryLedger(), few);
        var lines = device.read(tx -> list.page(tx, filter, null, MANY)).lines();
        long counted = device.read(tx -> list.count(tx, filter));
        assertEquals(lines.size(), counted, "as many as are counted");
        var ids = lines.stream().map(line -> line.id().value()).collect(Collectors.toSet());
        assertEquals(lines.size(), ids.size(), "no line twice");
        return ids;
    }

    @Test
    void rows_looked_up_and_rows_asked_one_by_one_are_those_that_are_meant() {
        for (int i = 0; i < 150; i++) {
            var text =
                    random.nextInt(4) == 0
                            ? ""
                            : any(
                                    new String[] {
                                        "a", "am", "amin", "we", "wells dr", "none", "s a"
                                    });
            var deliveries = EnumSet.noneOf(DeliveryStatus.class);
            for (int n = random.nextInt(3); n > 0; n--) {
                deliveries.add(any(DeliveryStatus.values()));
            }
            var filter = filter(text, deliveries);
            var meant =
                    names.keySet().stream()
                            .filter(id -> isMeant(id, filter))
                            .collect(Collectors.toSet());
            for (int few : new int[] {0, 7, SubmissionMatches.FEW}) {
                assertEquals(meant, found(filter, few), "seed %d: %s".formatted(SEED, filter));
            }
        }
    }

    @Test
    void pages_of_what_is_looked_up_follow_each_other_as_those_of_a_list_do() {
        for (int few : new int[] {0, SubmissionMatches.FEW}) {
            var list = new SubmissionList(new DeliveryLedger(), few);
            var filter = filter("am", Set.of());
            var whole = device.read(tx -> list.page(tx, filter, null, MANY)).lines();
            assertFalse(whole.isEmpty());
            var pages = new ArrayList<SubmissionLine>();
            var page = device.read(tx -> list.page(tx, filter, null, 4));
            pages.addAll(page.lines());
            for (var next = page.next(); next != null; next = page.next()) {
                var after = next;
                page = device.read(tx -> list.page(tx, filter, after, 4));
                pages.addAll(page.lines());
            }
            assertEquals(whole, pages);
        }
    }
}
