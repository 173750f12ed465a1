package org.fieldpost.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ManifestEntry;
import org.fieldpost.contract.ManifestRequest;
import org.fieldpost.contract.ManifestResponse;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.LostStates;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.OfferedUnderConflict;
import org.jspecify.annotations.Nullable;

/**
 * Undecided conflicts at a hub restored from a backup. Each shows what the hub had, and in which version: that version
 * may be another state now, or become one. The hub is asked which of these states it has lost, though not the row; see
 * {@link LostStates}.
 */
final class ConflictsAcrossEpochs {
    private static final int PENDING_MAX = 10_000;
    private static final int ENTRIES_AT_ONCE = 1_000;
    private static final String PENDING = "pending";
    private final LocalStore store;
    private final HubApi hub;
    private final SyncTools tools;
    private final LostStates lost;
    private final LostVerdicts verdicts;
    private final OfferedUnderConflict undecided;

    /** Rows of which the newest conflict that this laptop has opened was seen to: it shows what the hub had last. */
    private final Set<UUID> settled = new HashSet<>();

    ConflictsAcrossEpochs(LocalStore store, HubApi hub, SyncTools tools, LostVerdicts verdicts) {
        this.store = store;
        this.verdicts = verdicts;
        this.hub = hub;
        this.tools = tools;
        lost = new LostStates(store.tables());
        undecided = new OfferedUnderConflict(store.tables());
    }

    /**
     * Puts them right; what hindered it, if anything did.
     *
     * @param cursor where this profile is in the hub's history
     */
    @Nullable HubFailure settle(@Nullable String cursor) {
        settled.clear();
        var left =
                new ArrayList<>(
                        store.database()
                                .read(tx -> store.tables().conflicts().pending(tx, PENDING_MAX))
                                .reversed());
        while (!left.isEmpty()) {
            // A manifest tells of one state of a row.
            var some = new LinkedHashMap<UUID, EntityRow>();
            for (var conflict : left) {
                if (some.size() < ENTRIES_AT_ONCE) {
                    some.putIfAbsent(resource(conflict.payload()), conflict);
                }
            }
            left.removeAll(some.values());
            var failure = settle(some, cursor);
            if (failure != null) {
                return failure;
            }
        }
        return null;
    }

    private static UUID resource(ObjectNode conflict) {
        return UUID.fromString(conflict.path("resource_id").asText());
    }

    private static EntityType type(ObjectNode conflict) {
        return EntityType.of(conflict.path("resource_type").asText()).orElseThrow();
    }

    private static @Nullable ObjectNode shown(ObjectNode conflict) {
        return conflict.get("server_payload") instanceof ObjectNode hubs ? hubs : null;
    }

    private @Nullable HubFailure settle(Map<UUID, EntityRow> conflicts, @Nullable String cursor) {
        var believed =
                store.database()
                        .read(
                                tx ->
                                        conflicts.values().stream()
                                                .map(conflict -> believed(tx, conflict.payload()))
                                                .toList());
        return switch (hub.manifest(new ManifestRequest(believed, cursor, true))) {
            case HubAnswer.Failed<ManifestResponse>(HubFailure failure) -> failure;
            case HubAnswer.Success<ManifestResponse>(ManifestResponse answer) -> {
                store.database().run(tx -> takeIn(tx, conflicts, answer));
                yield null;
            }
        };
    }

    private boolean isOurs(ObjectNode conflict) {
        return conflict.path("device_id").asText().equals(store.enrolment().device().toString());
    }

    private ManifestEntry believed(ReadTx tx, ObjectNode conflict) {
        var type = type(conflict);
        var id = resource(conflict);
        var shown = shown(conflict);
        long version = lost.version(tx, type, id, shown, conflict.path("server_version").asLong());
        if (shown != null || type != EntityType.SUBMISSIONS) {
            return shown == null
                    ? ManifestEntry.of(type, id, version)
                    : ManifestEntry.saying(type, id, version, shown);
        }
        return ManifestEntry.deleted(type, id, version);
    }

    private void takeIn(WriteTx tx, Map<UUID, EntityRow> conflicts, ManifestResponse answer) {
        var now = tools.clock().instant();
        var versions = new HashMap<UUID, Long>();
        answer.older().forEach(held -> versions.put(held.entityId(), held.version()));
        answer.overtaken().forEach(held -> versions.put(held.entityId(), LostStates.NO_VERSION));
        // The row itself is offered, as it was at the hub.
        answer.missing()
                .forEach(entry -> lost.takeBack(tx, entry.entityType(), entry.entityId(), now));
        conflicts.forEach(
                (id, asked) -> {
                    boolean newest = isOurs(asked.payload()) && settled.add(id);
                    var version = versions.get(id);
                    var conflict = store.tables().conflicts().find(tx, asked.id());
                    if (version != null && conflict.isPresent()) {
                        isLost(tx, conflict.get(), version, newest);
                    }
                });
    }

    private void isLost(WriteTx tx, EntityRow conflict, long on, boolean newest) {
        var said = conflict.payload();
        if (!said.path("resolution").asText().equals(PENDING)) {
            return;
        }
        name(tx, conflict);
        var type = type(said);
        var id = resource(said);
        if (newest
                && type == EntityType.SUBMISSIONS
                && undecided.isParked(tx, store.enrolment(), type, id)) {
            var hubs = shown(said);
            lost.offer(
                    tx,
                    type,
                    id,
                    hubs != null && verdicts.maySay(hubs) ? hubs : null,
                    on,
                    tools.ids().next(),
                    tools.clock().instant());
        }
    }

    /** The conflict goes to the hub again if that lacks it, and comes from there if somebody else was first. */
    private void name(WriteTx tx, EntityRow conflict) {
        var naming = LostStates.naming(conflict.payload());
        var base = conflict.baseSnapshot();
        if (conflict.rowVersion() == null) {
            store.writes()
                    .apply(
                            tx,
                            new Mutation.SaveEntity(
                                    tools.ids().next(),
                                    tools.clock().instant(),
                                    EntityType.CONFLICTS,
                                    conflict.id(),
                                    naming,
                                    tools.ids().next()));
            return;
        }
        store.tables()
                .conflicts()
                .update(
                        tx,
                        new EntityRow(
                                EntityType.CONFLICTS,
                                conflict.id(),
                                naming,
                                conflict.rowVersion(),
                                conflict.localRevision(),
                                conflict.dirty(),
                                base == null ? null : LostStates.naming(base),
                                conflict.changedAt()),
                        conflict.localRevision());
    }
}
