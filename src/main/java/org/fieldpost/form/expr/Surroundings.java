package org.fieldpost.form.expr;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All an expression can see beside the node it stands at. */
public interface Surroundings {
    /**
     * What {@code ${name}} means at {@code from}: the one in the same row if there is one, else all under what
     * both lie in.
     */
    List<Node> resolve(String name, Node from);

    /** What {@code instance('id')} means: a node with {@code root/item} rows; null if there is no such list. */
    @Nullable Node instance(String id);

    /** The label of a code of a choice question, in {@link #locale}; "" if unknown. */
    String choiceLabel(String question, String code, Node from);

    /** A property of device or user; "" if unknown. */
    String property(String name);

    Instant now();

    ZoneId zone();

    Locale locale();

    UUID newId();

    /** A random number in [0, 1). */
    double random();
}
