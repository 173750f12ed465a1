package org.fieldpost.hub.store;

import java.util.Collection;
import java.util.List;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/**
 * What is listed in a statement, where a device decides how much that is. (The protocol of PostgreSQL takes 65,535
 * values for a statement, an array of H2 65,536.)
 */
final class Chunks {
    private static final int AT_ONCE = 10_000;

    private Chunks() {}

    static <T> Stream<List<T>> of(Collection<T> all) {
        return all.stream().gather(Gatherers.windowFixed(AT_ONCE));
    }
}
