package org.fieldpost.form.expr;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in the data an expression walks over: an answer, a group, a row of a repeat, a row of a choice list.
 * The rows of a repeat are children of what holds the repeat, all with the repeat's name.
 */
public interface Node {
    String name();

    /** What holds this; null at the root. */
    @Nullable Node parent();

    /** Relevant children called {@code name}, in order; "*" means all. */
    List<Node> children(String name);

    /** The answer; {@link Value#BLANK} of what holds others and of what is irrelevant. */
    Value value();

    /** From 1, among those of the same name beside it. */
    int position();

    /**
     * Children called {@code name} whose child {@code column} reads exactly {@code value}, where an index can
     * tell; null if there is none and each child has to be asked.
     */
    default @Nullable List<Node> childrenWhere(String name, String column, String value) {
        return null;
    }
}
