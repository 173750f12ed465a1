package org.fieldpost.form;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A question's place in the form's tree of answers. A repeat's slot stands for the repeat and for each of its
 * rows; what is in a row is below it.
 */
final class Slot {
    private final Question question;
    private final @Nullable Slot parent;
    private final int depth;
    private final int order;
    private final Map<String, Slot> inner = new LinkedHashMap<>();

    private Slot(Question question, @Nullable Slot parent, int order) {
        this.question = question;
        this.parent = parent;
        this.depth = parent == null ? 0 : parent.depth + 1;
        this.order = order;
    }

    private static void index(Slot slot, List<Slot> all) {
        all.add(slot);
        for (var child : slot.question.inner()) {
            if (!(child instanceof NoteQuestion)) {
                var inner = new Slot(child, slot, all.size());
                slot.inner.put(child.name(), inner);
                index(inner, all);
            }
        }
    }

    /** The slots of a form, the root first, in the order of the form. */
    static List<Slot> all(GroupQuestion root) {
        var all = new ArrayList<Slot>();
        index(new Slot(root, null, all.size()), all);
        return List.copyOf(all);
    }

    Question question() {
        return question;
    }

    String name() {
        return question.name();
    }

    @Nullable Slot parent() {
        return parent;
    }

    int order() {
        return order;
    }

    Map<String, Slot> inner() {
        return Collections.unmodifiableMap(inner);
    }

    boolean isRepeat() {
        return question instanceof RepeatQuestion;
    }

    /** Whether it holds answers rather than being one. */
    boolean isContainer() {
        return question instanceof GroupQuestion || isRepeat();
    }

    /** The deepest slot both are at or below. */
    static Slot common(Slot a, Slot b) {
        var x = a;
        var y = b;
        while (x != y) {
            if (x.depth >= y.depth) {
                x = up(x);
            } else {
                y = up(y);
            }
        }
        return x;
    }

    private static Slot up(Slot slot) {
        return slot.parent == null ? slot : slot.parent;
    }

    /** The slots from below {@code ancestor} down to this. */
    List<Slot> below(Slot ancestor) {
        var path = new ArrayList<Slot>();
        for (var slot = this; slot != ancestor && slot.parent != null; slot = slot.parent) {
            path.add(slot);
        }
        return path.reversed();
    }

    int depth() {
        return depth;
    }

    /** Names from the root, for messages. */
    @Override
    public String toString() {
        return parent == null || parent.parent == null ? name() : parent + "/" + name();
    }
}
