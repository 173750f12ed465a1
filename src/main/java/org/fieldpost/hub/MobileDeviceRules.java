package org.fieldpost.hub;

import java.util.UUID;
import org.fieldpost.hub.store.DeviceTokensTable;
import org.fieldpost.hub.store.EntityRow;

/** Devices join by enrolment; they tell about themselves, and supervisors suspend or revoke them. */
final class MobileDeviceRules implements EntityRules {
    @Override
    public void create(Proposal proposal) {
        throw CommandRefused.unsupported("A device joins by enrolment.");
    }

    @Override
    public void update(Proposal proposal, EntityRow now) {
        var caller = proposal.caller();
        boolean own = caller.device().equals(now.id());
        if (!own && !caller.supervises()) {
            throw CommandRefused.notAllowed("Only a supervisor may change another device.");
        }
        proposal.keep(
                now,
                "device_id",
                "user_id",
                "device_type",
                "created_at",
                "last_seen",
                "trust_score");
        if (!own) {
            proposal.keep(now, "os_version", "app_version", "metadata");
        }
        if (!caller.supervises()) {
            proposal.keep(now, "status");
        }
    }

    @Override
    public void updated(Proposal proposal, EntityRow before) {
        if (proposal.text("status").equals("revoked")) {
            var write = proposal.write();
            DeviceTokensTable.revokeAll(write.tx(), write.organization(), before.id(), write.now());
        }
    }

    @Override
    public void delete(Caller caller, EntityRow now) {
        throw CommandRefused.unsupported("A device is revoked, never deleted.");
    }

    @Override
    public UUID owner(Proposal proposal) {
        throw new IllegalStateException("devices are not created by commands");
    }
}
