package org.fieldpost.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
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
    private final Map<UUID, Made> made = new HashMap<>();
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

    /** The words of a submission, and where its commands and files stand. */
    private record Made(List<String> words, List<Enum<?>> standing) {
        boolean says(String beginning) {
            return words.stream().anyMatch(word -> word.startsWith(beginning));
        }

        boolean stands(DeliveryStatus status) {
            return switch (status) {
                case DRAFT -> false;
                case WAITING ->
                        any(OutboxStatus.PENDING, OutboxStatus.FAILED, MediaUploads.State.PENDING);
                case SENDING -> any(OutboxStatus.IN_FLIGHT, MediaUploads.State.UPLOADING);
                case FAILED -> any(OutboxStatus.DEAD_LETTER, MediaUploads.State.FAILED);
                case CONFLICT -> any(OutboxStatus.CONFLICT);
                case AT_HUB ->
                        List.of(OutboxStatus.COMPLETED, MediaUploads.State.DONE)
                                .containsAll(standing);
            };
        }

        private boolean any(Enum<?>... states) {
            return standing.stream().anyMatch(List.of(states)::contains);
        }

        boolean isMeantBy(SubmissionFilter filter) {
            var wanted = filter.deliveries();
            return SubmissionSearch.words(filter.text()).stream().allMatch(this::says)
                    && (wanted.isEmpty() || wanted.stream().anyMatch(this::stands));
        }
    }

    private void submission() {
        var one = any(WORDS);
        var two = any(WORDS);
        var id = device.submission("{'name':'%s %s'}".formatted(one, two));
        var standing = new ArrayList<Enum<?>>();
        standing.add(status(device.commands(id).getFirst().id()));
        for (int photos = random.nextInt(3); photos > 0; photos--) {
            standing.addAll(photo(id));
        }
        made.put(id, new Made(List.of("well", one, two), standing)); // with its summary
    }

    /** Some status for a command. */
    private OutboxStatus status(UUID command) {
        var status = any(List.of(OutboxStatus.values()));
        sql(
                "UPDATE outbox_events SET status = :to WHERE id = :id",
                Map.of("to", status.name(), "id", command));
        return status;
    }

    private List<Enum<?>> photo(UUID submission) {
        var id = device.id();
        var payload = Json.object().put("submission_id", submission.toString());
        payload.put("key", "k").put("sha256", "0".repeat(64)).put("size_bytes", 10);
        var status = status(device.save(EntityType.SUBMISSION_MEDIA, id, payload));
        var state = any(List.of(MediaUploads.State.values()));
        device.db.run(tx -> device.tables.uploads().create(tx, id, device.now()));
        sql(
                "UPDATE media_uploads SET state = :to WHERE media_id = :id",
                Map.of("to", state.name(), "id", id));
        return List.of(status, state);
    }

    private void sql(String statement, Map<String, ?> values) {
        device.db.run(tx -> tx.handle().createUpdate(statement).bindMap(values).execute());
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static SubmissionFilter filter(String text, Set<DeliveryStatus> deliveries) {
        return new SubmissionFilter(
                text, null, Set.of(), deliveries, null, null, SubmissionFilter.Sort.CREATED, true);
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
            var text = any(List.of("", "a", "am", "amin", "we", "wells dr", "none", "s a"));
            var deliveries = EnumSet.noneOf(DeliveryStatus.class);
            for (int n = random.nextInt(3); n > 0; n--) {
                deliveries.add(any(List.of(DeliveryStatus.values())));
            }
            var filter = filter(text, deliveries);
            var meant = new HashSet<UUID>();
            made.forEach(
                    (id, one) -> {
                        if (one.isMeantBy(filter)) {
                            meant.add(id);
                        }
                    });
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
