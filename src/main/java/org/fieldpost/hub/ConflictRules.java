package org.fieldpost.hub;

import java.util.UUID;
import org.fieldpost.hub.store.EntityRow;
import org.jspecify.annotations.Nullable;

/** Conflicts: decided once; both versions stay as they were reported. */
final class ConflictRules implements EntityRules {
    @Override
    public void create(Proposal proposal) {
        decide(proposal);
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
