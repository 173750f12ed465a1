package org.fieldpost.hub;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.hub.store.Author;
import org.fieldpost.hub.store.AwaitedReferencesTable;
import org.fieldpost.hub.store.EntityRow;
import org.fieldpost.hub.store.EntityTable;
import org.fieldpost.hub.store.FormerIdsTable;
import org.fieldpost.hub.store.OrgWrite;
import org.fieldpost.hub.store.RowKey;
import org.jspecify.annotations.Nullable;

/**
 * Submissions that name each other come one after the other, so the first names the other by a temporary id. When the
 * other comes, the hub puts its permanent id in the place of it, in the same transaction, as a change of its own (see
 * decision 22). So also in the sides of conflicts.
 */
final class AwaitedReferences {
    private final OrgWrite write;
    private final Map<RowKey, Set<UUID>> named = new HashMap<>();
    private final Map<UUID, UUID> permanent = new HashMap<>();
    private final Map<UUID, UUID> former = new LinkedHashMap<>();

    AwaitedReferences(OrgWrite write) {
        this.write = write;
    }

    /** A row was added. */
    void added(EntityRow row) {
        if (row.type() == EntityType.SUBMISSIONS && row.clientId() != null) {
            permanent.put(row.clientId(), row.id());
        }
        changed(row);
    }

    /** A row is there, and whoever offers it again has known it by {@code ids} before. */
    void formerly(EntityRow row, List<UUID> ids) {
        ids.forEach(id -> former.putIfAbsent(id, row.id()));
        ids.forEach(id -> permanent.put(id, row.id()));
    }

    /** By what id a row came in this transaction that was called {@code id} before; null if none did. */
    @Nullable UUID permanent(UUID id) {
        return permanent.get(id);
    }

    /** A row says something else. */
    void changed(EntityRow row) {
        var ids = References.named(row.type(), row.payload());
        ids.remove(row.id());
        if (ids.isEmpty()) {
            named.remove(RowKey.of(row));
        } else {
            named.put(RowKey.of(row), ids);
        }
    }

    /**
     * Notes what is named and not here, and replaces what was named and has come. Other writers of the organization
     * wait from here on: of two that come at once, a row and one that names it, the later one sees the other.
     */
    void settle() {
        if (named.isEmpty() && permanent.isEmpty()) {
            return;
        }
        write.flush();
        FormerIdsTable.add(write, former);
        note();
        var waiting =
                AwaitedReferencesTable.naming(write.tx(), write.organization(), permanent.keySet());
        waiting.forEach(this::replace);
        AwaitedReferencesTable.remove(write.tx(), write.organization(), waiting.keySet());
    }

    private void note() {
        var unknown = new HashSet<UUID>();
        named.values().forEach(unknown::addAll);
        if (unknown.isEmpty()) {
            return;
        }
        unknown.removeAll(
                EntityTable.of(EntityType.SUBMISSIONS)
                        .standings(write.tx(), write.organization(), unknown)
                        .keySet());
        named.values().forEach(ids -> ids.retainAll(unknown));
        AwaitedReferencesTable.add(write, named);
    }

    private void replace(UUID temporary, Set<RowKey> rows) {
        for (var row : rows) {
            EntityTable.of(row.type())
                    .lock(write.tx(), write.organization(), row.id())
                    .filter(found -> !found.deleted())
                    .ifPresent(this::replace);
        }
    }

    private void replace(EntityRow row) {
        var payload = row.payload().deepCopy();
        if (References.replace(row.type(), payload, permanent)) {
            write.update(row, row.changed(row.version() + 1, payload), Author.HUB);
        }
    }
}
