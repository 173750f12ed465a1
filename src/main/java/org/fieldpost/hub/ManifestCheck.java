package org.fieldpost.hub;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.fieldpost.contract.CompositeCursor;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ManifestEntry;
import org.fieldpost.contract.ManifestRequest;
import org.fieldpost.contract.ManifestResponse;
import org.fieldpost.db.Database;
import org.fieldpost.db.ReadTx;
import org.fieldpost.hub.store.AuditTable;
import org.fieldpost.hub.store.ConflictsTable;
import org.fieldpost.hub.store.CountersTable;
import org.fieldpost.hub.store.EntityTable;
import org.jspecify.annotations.Nullable;

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
        var place = place(request);
        boolean shown = Boolean.TRUE.equals(request.shown());
        return database.read(tx -> new Comparing(tx, caller, place, shown).all(byType));
    }

    /** Where in this epoch the device has pulled to; null when that says nothing. */
    private @Nullable FeedPlace place(ManifestRequest request) {
        if (request.cursor() == null) {
            return null;
        }
        try {
            var cursor = CompositeCursor.decode(request.cursor());
            return cursor.epoch().equals(epoch) ? FeedPlace.of(cursor) : null;
        } catch (IllegalArgumentException e) {
            throw Refused.malformed("The cursor is none of this hub's.");
        }
    }

    /** One manifest against the hub's rows. */
    private final class Comparing {
        private final ReadTx tx;
        private final Caller caller;
        private final long restored;
        private final boolean shown;
        private final List<ManifestEntry> missing = new ArrayList<>();
        private final List<ManifestEntry> older = new ArrayList<>();
        private final List<ManifestEntry> overtaken = new ArrayList<>();

        /** What was last changed up to there was not changed since the restore the device asks about. */
        Comparing(ReadTx tx, Caller caller, @Nullable FeedPlace place, boolean shown) {
            this.tx = tx;
            this.shown = shown;
            this.caller = caller;
            long told = CountersTable.restored(tx, caller.organization());
            long shared = place == null ? 0 : place.sharedUpTo(tx, caller.organization());
            restored = Math.max(told, shared);
        }

        ManifestResponse all(Map<EntityType, Map<UUID, ManifestEntry>> byType) {
            byType.forEach(this::compare);
            return new ManifestResponse(epoch, missing, older, overtaken);
        }

        private void compare(EntityType type, Map<UUID, ManifestEntry> entries) {
            var ids = List.copyOf(entries.keySet());
            for (int from = 0; from < ids.size(); from += AT_ONCE) {
                var some = ids.subList(from, Math.min(from + AT_ONCE, ids.size()));
                var held = EntityTable.of(type).standings(tx, caller.organization(), some);
                for (var id : some) {
                    compare(Objects.requireNonNull(entries.get(id)), held.get(id));
                }
            }
        }

        private void compare(ManifestEntry believed, EntityTable.@Nullable Standing held) {
            if (held == null) {
                missing.add(believed);
                return;
            }
            boolean changedSince = held.changedAt() > restored;
            if (held.version() < believed.version()) {
                (changedSince ? overtaken : older).add(here(believed, held));
            } else if (changedSince && !everHeld(believed, held)) {
                overtaken.add(here(believed, held));
            }
        }

        /** As the hub holds it, with the hash of a submission's answers. */
        private ManifestEntry here(ManifestEntry believed, EntityTable.Standing held) {
            var type = believed.entityType();
            var id = believed.entityId();
            var answers =
                    type == EntityType.SUBMISSIONS && !held.deleted()
                            ? EntityTable.of(type)
                                    .find(tx, caller.organization(), id)
                                    .map(row -> row.payload().path("sha256").asText())
                                    .orElse(null)
                            : null;
            return new ManifestEntry(type, id, held.version(), answers);
        }

        /**
         * Whether the row said this once, or a person looks at it; what it says now may have been made on another state
         * of it.
         */
        private boolean everHeld(ManifestEntry believed, EntityTable.Standing held) {
            var hash = believed.sha256();
            if (ManifestEntry.DELETED.equals(hash)) {
                return held.deleted();
            }
            var id = believed.entityId();
            if (shown && hash != null && held.version() == believed.version()) {
                // A decision made on that version would pass.
                return AuditTable.holds(tx, caller.organization(), id, hash);
            }
            return hash == null
                    || AuditTable.everHeld(tx, caller.organization(), id, hash)
                    || (!shown && ConflictsTable.isShown(tx, caller.organization(), id, hash));
        }
    }
}
