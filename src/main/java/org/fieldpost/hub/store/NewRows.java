package org.fieldpost.hub.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows a transaction has added but not yet written, in order. */
final class NewRows {
    private final List<EntityRow> rows = new ArrayList<>();
    private final List<Author> authors = new ArrayList<>();
    private final Map<RowKey, EntityRow> byId = new HashMap<>();
    private final Map<RowKey, EntityRow> byClientId = new HashMap<>();

    void add(EntityRow row, Author author) {
        rows.add(row);
        authors.add(author);
        byId.put(RowKey.of(row), row);
        if (row.clientId() != null) {
            byClientId.put(new RowKey(row.type(), row.clientId()), row);
        }
    }

    int size() {
        return rows.size();
    }

    List<EntityRow> rows() {
        return List.copyOf(rows);
    }

    /** Who added the rows, in their order. */
    List<Author> authors() {
        return List.copyOf(authors);
    }

    Optional<EntityRow> find(RowKey key) {
        return Optional.ofNullable(byId.get(key));
    }

    Optional<EntityRow> findByClientId(RowKey key) {
        return Optional.ofNullable(byClientId.get(key));
    }

    /** Forgets all but the first {@code size} rows. */
    void forgetAfter(int size) {
        while (rows.size() > size) {
            var row = rows.removeLast();
            authors.removeLast();
            byId.remove(RowKey.of(row));
            if (row.clientId() != null) {
                byClientId.remove(new RowKey(row.type(), row.clientId()));
            }
        }
    }

    void clear() {
        forgetAfter(0);
    }
}
