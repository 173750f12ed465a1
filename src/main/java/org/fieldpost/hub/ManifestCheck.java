package org.fieldpost.hub;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ManifestEntry;
import org.fieldpost.contract.ManifestRequest;
import org.fieldpost.contract.ManifestResponse;
import org.fieldpost.db.Database;
import org.fieldpost.db.ReadTx;
import org.fieldpost.hub.store.EntityTable;

/** Answers {@code POST /sync/manifest}: of what a device believes acknowledged, what the hub lacks. */
final class ManifestCheck {
    private static final int ENTRIES_MAX = 10_000;
    private static final int AT_ONCE = 500;
    private final Database database;
    private final String epoch;

    ManifestCheck(Database database, String epoch) {
        this.database = database;
        this.epoch = epoch;
    }

    ManifestResponse check(Caller caller, ManifestRequest request) {
        if (request.entries().size() > ENTRIES_MAX) {
            throw Refused.tooLarge("A manifest has at most %d entries.".formatted(ENTRIES_MAX));
        }
        var byType = new EnumMap<EntityType, Map<UUID, ManifestEntry>>(EntityType.class);
        for (var entry : request.entries()) {
            byType.computeIfAbsent(entry.entityType(), t -> new LinkedHashMap<>())
                    .put(entry.entityId(), entry);
        }
        var missing = new ArrayList<ManifestEntry>();
        database.read(
                tx -> {
                    byType.forEach((type, entries) -> removeHeld(tx, caller, type, entries));
                    return true;
                });
        byType.values().forEach(entries -> missing.addAll(entries.values()));
        return new ManifestResponse(epoch, missing);
    }

    private static void removeHeld(
            ReadTx tx, Caller caller, EntityType type, Map<UUID, ManifestEntry> entries) {
        var ids = new ArrayList<>(entries.keySet());
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            var some = Set.copyOf(ids.subList(from, Math.min(from + AT_ONCE, ids.size())));
            EntityTable.of(type)
                    .versions(tx, caller.organization(), some)
                    .forEach(
                            (id, version) ->
                                    entries.compute(
                                            id,
                                            (k, e) ->
                                                    e == null || e.version() <= version
                                                            ? null
                                                            : e));
        }
    }
}
