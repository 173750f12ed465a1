package org.fieldpost.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.hub.store.AuditTable;
import org.fieldpost.hub.store.EntityRow;
import org.fieldpost.hub.store.EntityTable;
import org.fieldpost.hub.store.FormerIdsTable;
import org.fieldpost.hub.store.OrgWrite;
import org.fieldpost.hub.store.SubmissionsTable;
import org.jspecify.annotations.Nullable;

/**
 * Submissions that conflicts are about and that the hub, restored from a backup, lacks. When perhaps no laptop holds
 * the row any more (one deleted it, another decided for that), the conflict brings it back: in the state in which it
 * shows the row to have been at this hub, or to be by what was decided, under the id and the version of then. See
 * decision 26.
 */
final class LostRows {
    /** What no row comes near; a device that says more is damaged. */
    private static final long VERSION_MAX = 1_000_000_000;

    private final OrgWrite write;
    private final Caller caller;
    private final References references;
    private final AwaitedReferences awaited;
    private final SubmissionRules rules = new SubmissionRules();

    LostRows(OrgWrite write, Caller caller, References references, AwaitedReferences awaited) {
        this.write = write;
        this.caller = caller;
        this.references = references;
        this.awaited = awaited;
    }

    /**
     * Brings back what {@code conflict} is about, if the hub lacks it; if it only knows the row by another id, the
     * conflict names that from now on. Rows are written at once, so this needs a savepoint around it.
     *
     * @return the row's id if one was made
     */
    @Nullable UUID bringBack(UUID commandId, ObjectNode conflict) {
        if (!conflict.path("resource_type").asText().equals(EntityType.SUBMISSIONS.word())) {
            return null;
        }
        var id = UUID.fromString(conflict.path("resource_id").asText());
        if (isKnown(id)) {
            return null;
        }
        var permanent = permanent(id);
        if (permanent != null) {
            conflict.put("resource_id", permanent.toString());
            return null;
        }
        var shown = shown(conflict, isTheirs(conflict) && isRemembered(id));
        if (shown == null || !maySpeakOf(shown.payload())) {
            return null;
        }
        make(id, shown, commandId);
        return id;
    }

    private boolean isKnown(UUID id) {
        return write.find(EntityType.SUBMISSIONS, id).isPresent()
                || write.findByClientId(EntityType.SUBMISSIONS, id).isPresent()
                || AuditTable.purged(write.tx(), write.organization(), EntityType.SUBMISSIONS, id)
                        .isPresent();
    }

    /** By what id the hub has the row that was called {@code id} in an earlier life of it. */
    private @Nullable UUID permanent(UUID id) {
        var offered = awaited.permanent(id);
        return offered != null
                ? offered
                : SubmissionsTable.permanentIds(write.tx(), write.organization(), Set.of(id))
                        .get(id);
    }

    /**
     * The row as a conflict shows it.
     *
     * @param payload its columns; of a deleted one those it had before
     * @param version the one the conflict was opened on, or the next if the row was changed by a decision
     * @param deleted whether only its tombstone was left
     */
    private record Shown(ObjectNode payload, long version, boolean deleted) {}

    private boolean isTheirs(ObjectNode conflict) {
        return conflict.path("device_id").asText().equals(caller.device().toString());
    }

    /** Its deletion was told of: whoever offers it is told so, too, and it stays where it was offered. */
    private boolean isRemembered(UUID id) {
        return FormerIdsTable.deletedAmong(write.tx(), write.organization(), Set.of(id))
                .contains(id);
    }

    /**
     * Null when nothing is decided, and whoever opened the conflict has changed the row: they hold and offer it.
     *
     * @param remembered the hub knows that it was deleted, and told so who opened the conflict: they wait for the
     *     decision
     */
    private @Nullable Shown shown(ObjectNode conflict, boolean remembered) {
        var server = side(conflict, "server_payload");
        var client = side(conflict, "client_payload");
        long version = Math.clamp(conflict.path("server_version").asLong(), 1, VERSION_MAX);
        var action = conflict.path("resolution_action").asText();
        boolean agreed = action.equals("accept_client");
        var resolved = side(conflict, "resolved_payload");
        var decided = agreed && resolved == null ? client : resolved;
        if (decided != null) {
            return new Shown(decided, version + 1, false);
        }
        if (server != null && agreed && mayDelete(server)) {
            return new Shown(server, version + 1, true);
        }
        if (server != null && (client == null || !action.isEmpty())) {
            return new Shown(server, version, false);
        }
        boolean gone = action.equals("accept_server") || (remembered && action.isEmpty());
        return client != null && gone && mayDelete(client)
                ? new Shown(client, Math.max(version, 2), true)
                : null;
    }

    private static @Nullable ObjectNode side(ObjectNode conflict, String column) {
        return conflict.get(column) instanceof ObjectNode side ? side : null;
    }

    /** As if they handed it in: of others' rows only supervisors speak. */
    private boolean maySpeakOf(ObjectNode row) {
        return caller.supervises()
                || row.path("created_by").asText().equals(caller.user().toString());
    }

    private boolean mayDelete(ObjectNode row) {
        return caller.supervises() || row.path("status").asText().equals(SubmissionRules.PENDING);
    }

    /** Under the same rules as a row that is handed in. Its id is its temporary one too: nobody makes it twice. */
    private void make(UUID id, Shown shown, UUID commandId) {
        var type = EntityType.SUBMISSIONS;
        var payload = EntityTable.of(type).clean(shown.payload().deepCopy());
        rules.arrived(payload);
        if (shown.deleted()) {
            payload.remove("parent_id"); // may be gone for good, and nobody asks for it any more
        }
        var parents = references.resolve(type, payload, Map.of(id, id));
        var proposal = new Proposal(write, caller, id, payload, parents);
        rules.create(proposal);
        boolean corrected = !CommandExecution.isSame(shown.payload(), payload);
        long version =
                shown.deleted() ? shown.version() - 1 : shown.version() + (corrected ? 1 : 0);
        var row = EntityRow.fresh(type, id, id, rules.owner(proposal), version, payload);
        write.insert(row, caller.author(commandId));
        write.flush();
        if (shown.deleted()) {
            write.delete(row, caller.author(commandId));
        } else {
            awaited.changed(row);
        }
    }
}
