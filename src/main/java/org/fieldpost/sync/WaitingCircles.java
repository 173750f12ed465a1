package org.fieldpost.sync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rows that wait for one another in a circle would wait for ever. Of each circle the oldest goes first, with a
 * temporary id in its answers; never one whose demanded parent waits in the same circle, as the hub takes no row
 * before its parent. The hub puts the permanent id in its place when it comes (see decision 22).
 */
final class WaitingCircles {
    /**
     * What a row waits for.
     *
     * @param sequence its place in the queue
     * @param missing rows not accepted yet that it names; true for those it cannot be sent without
     */
    record Waiting(long sequence, Map<UUID, Boolean> missing) {
        static final Waiting FOR_NOTHING = new Waiting(0, Map.of());

        Waiting {
            missing = Map.copyOf(missing);
        }

        private boolean waitsOnlyIn(Set<UUID> circle) {
            return circle.containsAll(missing.keySet()) && !missing.containsValue(true);
        }
    }

    private final Function<UUID, Waiting> lookUp;
    private final Map<UUID, Waiting> known = new HashMap<>();
    private final Map<UUID, Set<UUID>> circles = new HashMap<>();
    private final Map<UUID, Integer> places = new HashMap<>();
    private final Map<UUID, Integer> lowest = new HashMap<>();
    private final ArrayDeque<UUID> open = new ArrayDeque<>();
    private final Set<UUID> isOpen = new HashSet<>();

    /**
     * Makes one for a look at the queue.
     *
     * @param lookUp what a row waits for now; {@link Waiting#FOR_NOTHING} if it moves by itself, or not at all
     */
    WaitingCircles(Function<UUID, Waiting> lookUp) {
        this.lookUp = lookUp;
    }

    /** Whether the row is the one that has to go first in a circle it waits in. */
    boolean isFirst(UUID row) {
        if (!circles.containsKey(row)) {
            search(row);
        }
        var circle = circles.getOrDefault(row, Set.of());
        return circle.size() > 1
                && circle.stream()
                        .filter(one -> waiting(one).waitsOnlyIn(circle))
                        .min(Comparator.comparingLong(one -> waiting(one).sequence()))
                        .filter(row::equals)
                        .isPresent();
    }

    private Waiting waiting(UUID row) {
        var found = known.get(row);
        if (found == null) {
            found = lookUp.apply(row);
            known.put(row, found);
        }
        return found;
    }

    /** A row being looked at, and what it names that has not been looked at yet. */
    private record Step(UUID row, Iterator<UUID> rest) {}

    /** Strongly connected components (Tarjan), without recursion: chains may be long. */
    private void search(UUID from) {
        var steps = new ArrayList<Step>(List.of(begin(from)));
        while (!steps.isEmpty()) {
            var step = steps.getLast();
            var next = next(step);
            if (next != null) {
                steps.add(begin(next));
                continue;
            }
            steps.removeLast();
            end(step.row());
            if (!steps.isEmpty()) {
                lower(steps.getLast().row(), lowest.getOrDefault(step.row(), 0));
            }
        }
    }

    private Step begin(UUID row) {
        int place = places.size();
        places.put(row, place);
        lowest.put(row, place);
        open.push(row);
        isOpen.add(row);
        return new Step(row, waiting(row).missing().keySet().iterator());
    }

    private @Nullable UUID next(Step step) {
        while (step.rest().hasNext()) {
            var named = step.rest().next();
            var place = places.get(named);
            if (place == null) {
                return named;
            }
            if (isOpen.contains(named)) {
                lower(step.row(), place);
            }
        }
        return null;
    }

    private void lower(UUID row, int place) {
        lowest.merge(row, place, Math::min);
    }

    private void end(UUID row) {
        if (!lowest.getOrDefault(row, 0).equals(places.get(row))) {
            return;
        }
        var circle = new HashSet<UUID>();
        UUID one;
        do {
            one = open.pop();
            isOpen.remove(one);
            circle.add(one);
            circles.put(one, circle);
        } while (!one.equals(row));
    }
}
