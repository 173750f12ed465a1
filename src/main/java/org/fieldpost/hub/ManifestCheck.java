package org.fieldpost.hub;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.fieldpost.contract.CompositeCursor;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ManifestEntry;
import org.fieldpost.contract.ManifestRequest;
import org.fieldpost.contract.ManifestResponse;
import org.fieldpost.contract.RenamedId;
import org.fieldpost.db.Database;
import org.fieldpost.db.ReadTx;
import org.fieldpost.hub.store.AuditTable;
import org.fieldpost.hub.store.ConflictsTable;
import org.fieldpost.hub.store.EntityRow;
import org.fieldpost.hub.store.EntityTable;
import org.fieldpost.hub.store.FeedMarksTable.Parting;
import org.fieldpost.hub.store.FormerIdsTable;
import org.fieldpost.hub.store.OrgWrites;
import org.fieldpost.hub.store.SubmissionsTable;
import org.jspecify.annotations.Nullable;

/** Answers {@code POST /sync/manifest}: of what a device believes acknowledged, what the hub lacks. */
final class ManifestCheck {
    private static final int ENTRIES_MAX = 10_000;
    private static final int AT_ONCE = 500;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private final Database database;
    private final OrgWrites writes;
    private final String epoch;

    ManifestCheck(Database database, OrgWrites writes, String epoch) {
        this.database = database;
        this.writes = writes;
        this.epoch = epoch;
    }

    ManifestResponse check(Caller caller, ManifestRequest request) {
        if (request.entries().size() > ENTRIES_MAX) {
            throw Refused.tooLarge("A manifest has at most %d entries.".formatted(ENTRIES_MAX));
        }
        var byType = new EnumMap<EntityType, Map<UUID, ManifestEntry>>(EntityType.class);
        for (var entry : request.entries()) {
            wellFormed(entry);
            byType.computeIfAbsent(entry.entityType(), t -> new LinkedHashMap<>())
                    .put(entry.entityId(), entry);
        }
        var cursor = cursor(request);
        boolean shown = Boolean.TRUE.equals(request.shown());
        var compared = database.read(tx -> new Comparing(tx, caller, cursor, shown).all(byType));
        if (!compared.deleted().isEmpty()) {
            writes.write(
                    caller.organization(),
                    write -> {
                        FormerIdsTable.deleted(write, compared.deleted());
                        return true;
                    });
        }
        return compared.response();
    }

    /**
     * What came of comparing.
     *
     * @param deleted submissions that this hub lacks, and whose deletion it had confirmed in a life it has lost:
     *     whoever offers them is told so
     */
    private record Compared(ManifestResponse response, Set<UUID> deleted) {}

    private static void wellFormed(ManifestEntry entry) {
        if (entry.entityType() == null || entry.entityId() == null) {
            throw Refused.malformed("Every entry has an entityType and an entityId.");
        }
    }

    /** Where the device has pulled to, in whatever life of this hub; null if it has pulled nothing. */
    private static @Nullable CompositeCursor cursor(ManifestRequest request) {
        if (request.cursor() == null) {
            return null;
        }
        try {
            var cursor = CompositeCursor.decode(request.cursor());
            FeedPlace.of(cursor);
            return cursor;
        } catch (IllegalArgumentException e) {
            throw Refused.malformed("The cursor is none of this hub's.");
        }
    }

    private static ManifestEntry entry(EntityRow row) {
        return row.deleted()
                ? ManifestEntry.of(row.type(), row.id(), row.version())
                : ManifestEntry.saying(row.type(), row.id(), row.version(), row.payload());
    }

    /** How a row the device tells of stands here. */
    private enum Found {
        MISSING,
        OLDER,
        OVERTAKEN,
        MOVED,
        KEPT,
        KNOWN
    }

    /** One manifest against the hub's rows. */
    private final class Comparing {
        private final ReadTx tx;
        private final Caller caller;
        private final Parting parting;
        private final @Nullable String place;
        private final boolean shown;
        private final List<ManifestEntry> missing = new ArrayList<>();
        private final List<ManifestEntry> older = new ArrayList<>();
        private final List<ManifestEntry> overtaken = new ArrayList<>();
        private final List<ManifestEntry> moved = new ArrayList<>();
        private final List<ManifestEntry> kept = new ArrayList<>();

        Comparing(ReadTx tx, Caller caller, @Nullable CompositeCursor cursor, boolean shown) {
            this.tx = tx;
            this.shown = shown;
            this.caller = caller;
            if (cursor == null || cursor.isStart()) {
                // Nothing in common is known: neither what was changed since, nor under which
                // start.
                parting = new Parting(0, Long.MAX_VALUE);
                place = cursor == null ? null : cursor.ofEpoch(epoch).encode();
                return;
            }
            parting = FeedPlace.of(cursor).parting(tx, caller.organization());
            var cut = cursor.upTo(parting.sharedUpTo()).ofEpoch(epoch);
            place = FeedPlace.marked(tx, caller, cut).encode();
        }

        Compared all(Map<EntityType, Map<UUID, ManifestEntry>> byType) {
            byType.forEach(this::compare);
            var deleted =
                    missing.stream()
                            .filter(entry -> entry.entityType() == EntityType.SUBMISSIONS)
                            .filter(entry -> ManifestEntry.DELETED.equals(entry.sha256()))
                            .map(ManifestEntry::entityId)
                            .collect(Collectors.toSet());
            var renamed = SubmissionsTable.permanentIds(tx, caller.organization(), deleted);
            deleted.removeAll(renamed.keySet());
            if (!renamed.isEmpty()) {
                var there =
                        EntityTable.of(EntityType.SUBMISSIONS)
                                .standings(tx, caller.organization(), renamed.values());
                renamed.values()
                        .removeIf(id -> !isAlive(there.get(id)) || isDeletionShown(id, 0, 0));
            }
            deleted.removeAll(FormerIdsTable.deletedAmong(tx, caller.organization(), deleted));
            var response =
                    new ManifestResponse(
                            epoch,
                            missing,
                            older,
                            overtaken,
                            moved,
                            renamed.entrySet().stream()
                                    .map(is -> new RenamedId(is.getKey(), is.getValue()))
                                    .toList(),
                            kept,
                            place);
            return new Compared(response, deleted);
        }

        private void compare(EntityType type, Map<UUID, ManifestEntry> entries) {
            var ids = List.copyOf(entries.keySet());
            for (int from = 0; from < ids.size(); from += AT_ONCE) {
                var some = ids.subList(from, Math.min(from + AT_ONCE, ids.size()));
                var held = EntityTable.of(type).standings(tx, caller.organization(), some);
                var olderHere = new ArrayList<UUID>();
                var overtakenHere = new ArrayList<UUID>();
                for (var id : some) {
                    var believed = Objects.requireNonNull(entries.get(id));
                    switch (compare(believed, held.get(id))) {
                        case MISSING -> missing.add(believed);
                        case OLDER -> olderHere.add(id);
                        case OVERTAKEN -> overtakenHere.add(id);
                        case MOVED -> moved.add(believed);
                        case KEPT -> kept.add(believed);
                        case KNOWN -> {}
                    }
                }
                older.addAll(here(type, olderHere));
                overtaken.addAll(here(type, overtakenHere));
            }
        }

        private Found compare(ManifestEntry believed, EntityTable.@Nullable Standing held) {
            if (held == null) {
                return Found.MISSING;
            }
            if (ManifestEntry.DELETED.equals(believed.sha256())
                    && (held.deleted() || isRemembered(believed))) {
                return Found.KNOWN;
            }
            if (isKept(believed)) {
                return Found.KEPT;
            }
            // Up to there rows say what they said in the history that the device knows.
            boolean changedSince = held.changedAt() > parting.sharedUpTo();
            if (held.version() < believed.version()) {
                return changedSince || isInDoubt(believed) ? Found.OVERTAKEN : Found.OLDER;
            }
            if (!changedSince) {
                return Found.KNOWN;
            }
            return everSaid(believed, held)
                    ? isMoved(believed, held) ? Found.MOVED : Found.KNOWN
                    : Found.OVERTAKEN;
        }

        private static boolean isAlive(EntityTable.@Nullable Standing row) {
            return row != null && !row.deleted();
        }

        /** The row was deleted then, and has been restored since by whoever knew of that. */
        private boolean isRemembered(ManifestEntry deleted) {
            return deleted.entityType() == EntityType.SUBMISSIONS
                    && AuditTable.wasDeleted(
                            tx, caller.organization(), deleted.entityId(), deleted.version());
        }

        private boolean isKept(ManifestEntry believed) {
            return isLostDeletion(believed)
                    && isDeletionShown(
                            believed.entityId(), parting.otherFrom(), believed.version());
        }

        /** A person has looked at a deletion of it, which may be another: they are asked. */
        private boolean isInDoubt(ManifestEntry believed) {
            return isLostDeletion(believed)
                    && isDeletionShown(believed.entityId(), parting.sharedUpTo() + 1, 0);
        }

        private boolean isLostDeletion(ManifestEntry believed) {
            return !shown
                    && believed.entityType() == EntityType.SUBMISSIONS
                    && ManifestEntry.DELETED.equals(believed.sha256());
        }

        /** A person has looked at its deletion under another start, or has yet to: one question is enough. */
        private boolean isDeletionShown(UUID submission, long from, long version) {
            return ConflictsTable.isDeletionShown(
                    tx, caller.organization(), submission, from, version);
        }

        /** A change made on what the device has would pass on what somebody else has said since. */
        private boolean isMoved(ManifestEntry believed, EntityTable.Standing held) {
            return believed.sha256() != null
                    && held.version() == believed.version()
                    && !held.deleted()
                    && !AuditTable.says(tx, caller.organization(), believed);
        }

        /** As the hub holds them. */
        private List<ManifestEntry> here(EntityType type, List<UUID> ids) {
            return ids.isEmpty()
                    ? List.of()
                    : EntityTable.of(type).findAll(tx, caller.organization(), ids).stream()
                            .map(ManifestCheck::entry)
                            .toList();
        }

        /**
         * Whether the row said this once, or a person looks at it; what it says now may have been made on another state
         * of it.
         */
        private boolean everSaid(ManifestEntry believed, EntityTable.Standing held) {
            var hash = believed.sha256();
            if (ManifestEntry.DELETED.equals(hash)) {
                return held.deleted();
            }
            if (shown && hash != null && held.version() == believed.version()) {
                // A decision made on that version would pass.
                return AuditTable.says(tx, caller.organization(), believed);
            }
            if (hash == null) {
                return true;
            }
            // Nobody has said what is no hash; and not every database can be asked for every text.
            return HASH.matcher(hash).matches()
                    && (AuditTable.everSaid(tx, caller.organization(), believed)
                            || (!shown
                                    && ConflictsTable.isShown(
                                            tx, caller.organization(), believed)));
        }
    }
}
