package org.fieldpost.store;

import java.util.List;
import java.util.Map;

/**
 * Some rows of a table read to its end in small pieces, each from where the last one stopped; so that memory holds
 * only one piece and no transaction is long.
 *
 * @param rows what was found
 * @param last where to go on
 * @param isLast nothing follows
 */
public record Numbered<T>(List<T> rows, long last, boolean isLast) {
    /** Below every row. */
    public static final long START = Long.MIN_VALUE;

    public Numbered {
        rows = List.copyOf(rows);
    }

    static <T> Numbered<T> of(List<Map.Entry<Long, T>> found, int limit) {
        return new Numbered<>(
                found.stream().map(Map.Entry::getValue).toList(),
                found.isEmpty() ? Long.MAX_VALUE : found.getLast().getKey(),
                found.size() < limit);
    }
}
