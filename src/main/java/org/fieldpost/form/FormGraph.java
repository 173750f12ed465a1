package org.fieldpost.form;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import org.fieldpost.form.expr.Expression;
import org.jspecify.annotations.Nullable;

/**
 * Which logic reads which answers, and in which order logic is to be evaluated. Made once per form; logic that
 * goes in a circle is left out of it and named in {@link #cycles}.
 */
final class FormGraph {
    /** What a piece of logic decides. */
    enum Kind {
        COUNT,
        INITIAL,
        CALCULATE,
        RELEVANT,
        REQUIRED,
        READ_ONLY,
        CONSTRAINT,
        CHOICES,
        RULE
    }

    /**
     * A piece of logic.
     *
     * @param id its place among all, in the order of the form
     * @param rule index of the rule; -1 if it is none
     */
    record Item(int id, Slot slot, Kind kind, Expression expression, int rule) {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return id;
        }
    }

    /** Logic that reads something, and what reader and read have in common. */
    record Reader(Item item, Slot common) {}

    private final List<Slot> slots;
    private final Scope scope;
    private final List<Item> items = new ArrayList<>();
    private final Map<Slot, List<Item>> itemsOf = new HashMap<>();
    private final Map<Slot, List<Reader>> readers = new HashMap<>();
    private final Map<Item, Dependencies> dependencies = new LinkedHashMap<>();
    private final List<List<Item>> cycles = new ArrayList<>();
    private int[] ranks = new int[0];

    private FormGraph(GroupQuestion root, List<Rule> rules) {
        slots = Slot.all(root);
        scope = new Scope(slots);
        slots.forEach(this::collect);
        for (int i = 0; i < rules.size(); i++) {
            add(slots.getFirst(), Kind.RULE, rules.get(i).holds(), i);
        }
        order();
        connect();
    }

    static FormGraph of(GroupQuestion root, List<Rule> rules) {
        return new FormGraph(root, rules);
    }

    List<Slot> slots() {
        return slots;
    }

    Slot root() {
        return slots.getFirst();
    }

    Scope scope() {
        return scope;
    }

    /** The logic of one question, circles left out. */
    List<Item> itemsOf(Slot slot) {
        return itemsOf.getOrDefault(slot, List.of());
    }

    /** The logic that reads this question (of a repeat: its rows). */
    List<Reader> readersOf(Slot slot) {
        return readers.getOrDefault(slot, List.of());
    }

    int rank(Item item) {
        return ranks[item.id()];
    }

    /** Each a circle of logic, in reading order. */
    List<List<Item>> cycles() {
        return Collections.unmodifiableList(cycles);
    }

    Map<Item, Dependencies> dependencies() {
        return Collections.unmodifiableMap(dependencies);
    }

    private void collect(Slot slot) {
        var logic = slot.question().logic();
        add(slot, Kind.COUNT, slot.isRepeat() ? logic.count() : null, -1);
        add(slot, Kind.INITIAL, logic.initial(), -1);
        add(slot, Kind.CALCULATE, slot.isContainer() ? null : logic.calculate(), -1);
        add(slot, Kind.RELEVANT, logic.relevant(), -1);
        add(slot, Kind.REQUIRED, logic.requiredIf(), -1);
        add(slot, Kind.READ_ONLY, logic.readOnlyIf(), -1);
        add(slot, Kind.CONSTRAINT, logic.constraint(), -1);
        add(slot, Kind.CHOICES, logic.choiceFilter(), -1);
    }

    private void add(Slot slot, Kind kind, @Nullable Expression expression, int rule) {
        if (expression != null) {
            var item = new Item(items.size(), slot, kind, expression, rule);
            items.add(item);
            itemsOf.computeIfAbsent(slot, s -> new ArrayList<>()).add(item);
            dependencies.put(item, Dependencies.of(expression, slot, scope, kind == Kind.CHOICES));
        }
    }

    /** Kahn's algorithm, smallest place in the form first; what is left over is in a circle or behind one. */
    private void order() {
        var before = new ArrayList<Set<Integer>>();
        items.forEach(item -> before.add(predecessors(item)));
        var dropped = new HashSet<Integer>();
        var ranked = new ArrayList<Integer>();
        while (ranked.size() + dropped.size() < items.size()) {
            var done = sort(before, dropped);
            if (done.size() + dropped.size() == items.size()) {
                ranked.addAll(done);
            } else {
                var cycle = findCycle(before, new HashSet<>(done), dropped);
                cycles.add(cycle.stream().map(items::get).toList());
                dropped.addAll(cycle);
            }
        }
        ranks = new int[items.size()];
        for (int rank = 0; rank < ranked.size(); rank++) {
            ranks[ranked.get(rank)] = rank;
        }
        itemsOf.values().forEach(list -> list.removeIf(item -> dropped.contains(item.id())));
        itemsOf.values().forEach(list -> list.sort((a, b) -> Integer.compare(rank(a), rank(b))));
    }

    private List<Integer> sort(List<Set<Integer>> before, Set<Integer> dropped) {
        var waiting = new int[items.size()];
        var after = new HashMap<Integer, List<Integer>>();
        var ready = new PriorityQueue<Integer>();
        for (int id = 0; id < items.size(); id++) {
            if (dropped.contains(id)) {
                continue;
            }
            for (int earlier : before.get(id)) {
                if (!dropped.contains(earlier)) {
                    waiting[id]++;
                    after.computeIfAbsent(earlier, e -> new ArrayList<>()).add(id);
                }
            }
            if (waiting[id] == 0) {
                ready.add(id);
            }
        }
        var sorted = new ArrayList<Integer>();
        for (var id = ready.poll(); id != null; id = ready.poll()) {
            sorted.add(id);
            for (int later : after.getOrDefault(id, List.of())) {
                if (--waiting[later] == 0) {
                    ready.add(later);
                }
            }
        }
        return sorted;
    }

    /** Walks backwards among what could not be sorted until it meets itself. */
    private static List<Integer> findCycle(
            List<Set<Integer>> before, Set<Integer> done, Set<Integer> dropped) {
        int at = 0;
        while (done.contains(at) || dropped.contains(at)) {
            at++;
        }
        var walked = new LinkedHashSet<Integer>();
        while (walked.add(at)) {
            at =
                    before.get(at).stream()
                            .filter(id -> !done.contains(id) && !dropped.contains(id))
                            .findFirst()
                            .orElseThrow();
        }
        var cycle = new ArrayList<>(walked);
        return cycle.subList(cycle.indexOf(at), cycle.size()).reversed();
    }

    private Set<Integer> predecessors(Item item) {
        var before = new LinkedHashSet<Integer>();
        for (var read : reads(item)) {
            deciders(read.target(), before);
        }
        if (item.kind() == Kind.CALCULATE) {
            for (var read : dependenciesOf(item).reads()) {
                deciders(read.target(), before);
            }
        }
        for (Slot up = item.slot().parent(); up != null; up = up.parent()) {
            only(up, Kind.COUNT, before);
        }
        return before;
    }

    /** What decides how a question reads: its value, its relevance, that of all it is in, their rows. */
    private void deciders(Slot target, Set<Integer> into) {
        only(target, Kind.CALCULATE, into);
        only(target, Kind.INITIAL, into);
        for (Slot slot = target; slot != null; slot = slot.parent()) {
            only(slot, Kind.RELEVANT, into);
            only(slot, Kind.COUNT, into);
        }
    }

    private void only(Slot slot, Kind kind, Set<Integer> into) {
        for (var item : itemsOf.getOrDefault(slot, List.of())) {
            if (item.kind() == kind) {
                into.add(item.id());
            }
        }
    }

    private void connect() {
        var inCycle = new HashSet<Item>();
        cycles.forEach(inCycle::addAll);
        for (var item : items) {
            if (!inCycle.contains(item) && item.kind() != Kind.INITIAL) {
                for (var read : reads(item)) {
                    readers.computeIfAbsent(read.target(), t -> new ArrayList<>())
                            .add(new Reader(item, read.common()));
                }
            }
        }
    }

    /** What makes the item run again: with a trigger, only that. */
    private Set<Dependencies.Read> reads(Item item) {
        var trigger = item.slot().question().logic().trigger();
        return item.kind() == Kind.CALCULATE && trigger != null
                ? Dependencies.of(trigger, item.slot(), scope, false).reads()
                : dependenciesOf(item).reads();
    }

    private Dependencies dependenciesOf(Item item) {
        return Objects.requireNonNull(dependencies.get(item));
    }
}
