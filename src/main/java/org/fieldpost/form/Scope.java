package org.fieldpost.form;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code ${name}} means, by the place it is said. */
final class Scope {
    private final Map<String, List<Slot>> byName = new HashMap<>();

    Scope(List<Slot> slots) {
        slots.forEach(
                slot -> byName.computeIfAbsent(slot.name(), n -> new ArrayList<>()).add(slot));
    }

    /**
     * A question and what the asker shares with it.
     *
     * @param target the question
     * @param common all targets below the asker's own instance of this are meant
     */
    record Meaning(Slot target, Slot common) {}

    /** From where a repeat's own logic looks: from what holds it, not from within a row. */
    static Slot asker(Slot slot) {
        var holder = slot.parent();
        return slot.isRepeat() && holder != null ? holder : slot;
    }

    boolean knows(String name) {
        return byName.containsKey(name);
    }

    /** The question of this name nearest to {@code from}; null if there is none. */
    @Nullable Meaning meaning(String name, Slot from) {
        Meaning best = null;
        for (var target : byName.getOrDefault(name, List.of())) {
            var holder = target.isRepeat() && target.parent() != null ? target.parent() : target;
            var common = Slot.common(holder, from);
            if (best == null || common.depth() > best.common().depth()) {
                best = new Meaning(target, common);
            }
        }
        return best;
    }

    /** Whether several questions of this name are equally near. */
    boolean isAmbiguous(String name, Slot from) {
        var best = meaning(name, from);
        return best != null
                && byName.getOrDefault(name, List.of()).stream()
                                .filter(
                                        slot ->
                                                Slot.common(slot, from).depth()
                                                        == best.common().depth())
                                .count()
                        > 1;
    }
}
