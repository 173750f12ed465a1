package org.fieldpost.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.sync.WaitingCircles.Waiting;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class WaitingCirclesTest {
    private static final int ROWS = 12;

    private static UUID row(int number) {
        return new UUID(0, number);
    }

    private static boolean isFirst(Map<UUID, Waiting> queue, UUID row) {
        return new WaitingCircles(id -> queue.getOrDefault(id, Waiting.FOR_NOTHING)).isFirst(row);
    }

    @Test
    void who_waits_for_somebody_who_waits_for_nobody_waits() {
        var queue = Map.of(row(1), new Waiting(1, Map.of(row(2), false)));
        assertFalse(isFirst(queue, row(1)));
    }

    @Test
    void of_two_the_older_goes_first() {
        var queue =
                Map.of(
                        row(1), new Waiting(7, Map.of(row(2), false)),
                        row(2), new Waiting(3, Map.of(row(1), false)));
        assertFalse(isFirst(queue, row(1)));
        assertTrue(isFirst(queue, row(2)));
    }

    @Test
    void a_child_never_goes_before_its_parent_however_old_it_is() {
        var queue =
                Map.of(
                        row(1), new Waiting(1, Map.of(row(2), true)),
                        row(2), new Waiting(2, Map.of(row(1), false)));
        assertFalse(isFirst(queue, row(1)));
        assertTrue(isFirst(queue, row(2)));
    }

    @Test
    void what_waits_outside_its_circle_too_does_not_go_first() {
        var queue =
                Map.of(
                        row(1), new Waiting(1, Map.of(row(2), false, row(9), false)),
                        row(2), new Waiting(2, Map.of(row(1), false)));
        assertFalse(isFirst(queue, row(1)));
        assertTrue(isFirst(queue, row(2)));
    }

    @Test
    void a_chain_of_fifty_thousand_is_looked_through() {
        int length = 50_000;
        var queue = new HashMap<UUID, Waiting>();
        for (int i = 0; i < length; i++) {
            queue.put(row(i), new Waiting(i, Map.of(row((i + 1) % length), false)));
        }
        assertTrue(isFirst(queue, row(0)));
    }

    /** Whatever names whatever: as long as no parents wait in a circle, everybody goes, parents first. */
    @RepeatedTest(200)
    void everybody_goes_in_the_end(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        var random = new Random(seed);
        var queue = new LinkedHashMap<UUID, Waiting>();
        for (int i = 0; i < ROWS; i++) {
            var missing = new HashMap<UUID, Boolean>();
            for (int n = random.nextInt(4); n > 0; n--) {
                int other = random.nextInt(ROWS);
                if (other != i) {
                    // Demanded is only what is older, as a parent is there before its child.
                    missing.put(row(other), other < i && random.nextBoolean());
                }
            }
            queue.put(row(i), new Waiting(random.nextInt(1000), missing));
        }
        var demanded = new HashMap<UUID, Set<UUID>>();
        queue.forEach(
                (id, waiting) ->
                        waiting.missing()
                                .forEach(
                                        (other, must) -> {
                                            if (must) {
                                                demanded.computeIfAbsent(id, key -> new HashSet<>())
                                                        .add(other);
                                            }
                                        }));
        var gone = new HashSet<UUID>();
        while (!queue.isEmpty()) {
            var ready =
                    queue.keySet().stream()
                            .filter(
                                    id ->
                                            Objects.requireNonNull(queue.get(id))
                                                            .missing()
                                                            .isEmpty()
                                                    || isFirst(queue, id))
                            .findFirst();
            assertTrue(ready.isPresent(), "seed " + seed + ": all wait: " + queue);
            var next = ready.get();
            assertTrue(gone.containsAll(demanded.getOrDefault(next, Set.of())), "seed " + seed);
            gone.add(next);
            queue.remove(next);
            queue.replaceAll(
                    (id, waiting) -> {
                        var left = new HashMap<>(waiting.missing());
                        left.remove(next);
                        return new Waiting(waiting.sequence(), left);
                    });
        }
        assertEquals(ROWS, gone.size());
    }
}
