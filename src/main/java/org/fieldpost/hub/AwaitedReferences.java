package org.fieldpost.hub;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.hub.store.Author;
import org.fieldpost.hub.store.AwaitedReferencesTable;
import org.fieldpost.hub.store.EntityRow;
import org.fieldpost.hub.store.EntityTable;
import org.fieldpost.hub.store.OrgWrite;

/**
 * Submissions that name each other come one after the other, so the first names the other by a temporary id. When the
 * other comes, the hub puts its permanent id in the place of it, in the same transaction, as a change of its own (see
 * decision 22).
 */
final class AwaitedReferences {
    private final OrgWrite write;
    private final Map<UUID, Set<UUID>> named = new HashMap<>();
    private final Map<UUID, UUID> permanent = new HashMap<>();

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

    /** A row says something else. */
    void changed(EntityRow row) {
        if (row.type() == EntityType.SUBMISSIONS) {
            var ids = References.named(row.payload());
            ids.remove(row.id());
            if (ids.isEmpty()) {
                named.remove(row.id());
            } else {
                named.put(row.id(), ids);
            }
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
        named.forEach(
                (submission, ids) -> {
                    ids.retainAll(unknown);
                    AwaitedReferencesTable.add(write, submission, ids);
                });
    }

    private void replace(UUID temporary, Set<UUID> submissions) {
        for (var id : submissions) {
            EntityTable.of(EntityType.SUBMISSIONS)
                    .lock(write.tx(), write.organization(), id)
                    .filter(row -> !row.deleted())
                    .ifPresent(this::replace);
        }
    }

    private void replace(EntityRow row) {
        var payload = row.payload().deepCopy();
        if (References.replace(payload, permanent)) {
            write.update(row, row.changed(row.version() + 1, payload), Author.HUB);
        }
    }
}
