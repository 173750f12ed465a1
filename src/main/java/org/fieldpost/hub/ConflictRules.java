package org.fieldpost.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ManifestEntry;
import org.fieldpost.hub.store.AuditTable;
import org.fieldpost.hub.store.EntityRow;
import org.jspecify.annotations.Nullable;

/** Conflicts: decided once; both versions stay as they were reported. */
final class ConflictRules implements EntityRules {
    private static final String VERSION = "server_version";
    private static final String SHOWN = "server_payload";
    private static final long NO_VERSION = 0;

    @Override
    public void create(Proposal proposal) {
        nameVersion(proposal);
        decide(proposal);
    }

    /**
     * A conflict may be older than the backup this hub was restored from: the version it names as the hub's may be
     * another state of the row now, or become one. It names the one that says what it shows, or none.
     */
    private static void nameVersion(Proposal proposal) {
        var row = proposal.parent("resource_id");
        var payload = proposal.payload();
        if (row.type() != EntityType.SUBMISSIONS || !payload.has(VERSION)) {
            return;
        }
        long named = payload.path(VERSION).longValue();
        if (isShown(row, payload)) {
            payload.put(VERSION, row.version());
        } else if (named >= row.version() || !wasShown(proposal, row)) {
            payload.put(VERSION, NO_VERSION);
        }
    }

    private static boolean isShown(EntityRow row, ObjectNode conflict) {
        return conflict.get(SHOWN) instanceof ObjectNode shown
                ? !row.deleted() && entry(row, shown).isSaidBy(row.payload())
                : !conflict.has(SHOWN) && row.deleted();
    }

    private static ManifestEntry entry(EntityRow row, ObjectNode shown) {
        return ManifestEntry.saying(row.type(), row.id(), row.version(), shown);
    }

    /** Before it was changed to what it is now. */
    private static boolean wasShown(Proposal proposal, EntityRow row) {
        var write = proposal.write();
        return !(proposal.payload().get(SHOWN) instanceof ObjectNode shown)
                || AuditTable.everSaid(write.tx(), write.organization(), entry(row, shown));
    }

    @Override
    public void update(Proposal proposal, EntityRow now) {
        proposal.keep(
                now,
                "resource_type",
                "resource_id",
                "base_payload",
                "server_payload",
                "client_payload",
                "server_version",
                "device_id",
                "created_at");
        decide(proposal);
    }

    private static void decide(Proposal proposal) {
        var payload = proposal.payload();
        if (proposal.text("resolution").equals("pending")) {
            payload.remove("resolution_action");
            payload.remove("resolved_payload");
            payload.remove("resolved_by");
            payload.remove("resolved_at");
            return;
        }
        if (!payload.has("resolution_action")) {
            throw CommandRefused.payload("a decided conflict says how: resolution_action");
        }
        payload.put("resolved_by", proposal.caller().user().toString());
        payload.put("resolved_at", proposal.now().toString());
    }

    /** A decision stands: deciding again, on whatever version, conflicts with it. */
    @Override
    public boolean settled(EntityRow now) {
        return now.payload().path("resolution").asText().equals("resolved");
    }

    @Override
    public void delete(Caller caller, EntityRow now) {
        throw CommandRefused.unsupported("A conflict is decided, never deleted.");
    }

    @Override
    public @Nullable UUID owner(Proposal proposal) {
        return proposal.parent("resource_id").owner();
    }
}
