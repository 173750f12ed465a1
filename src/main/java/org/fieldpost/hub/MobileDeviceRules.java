package org.fieldpost.hub;

import java.util.UUID;
import org.fieldpost.hub.store.DeviceTokensTable;
import org.fieldpost.hub.store.EntityRow;
import org.fieldpost.hub.store.UsersTable;
import org.fieldpost.submission.OrganizationId;
import org.fieldpost.submission.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Devices join by enrolment; they tell about themselves, and supervisors suspend or revoke them. One that joined after
 * the backup was made that this hub was restored from is offered again by whoever knows it, since what others captured
 * on it names it: it is known again, and has no token until it enrols anew.
 */
final class MobileDeviceRules implements EntityRules {
    @Override
    public void create(Proposal proposal) {
        var caller = proposal.caller();
        var user = user(proposal);
        if (!caller.supervises() && !caller.user().equals(user)) {
            throw CommandRefused.notAllowed("Only a supervisor may know another's device.");
        }
        var write = proposal.write();
        var organization = new OrganizationId(write.organization());
        if (user == null || UsersTable.find(write.tx(), organization, new UserId(user)).isEmpty()) {
            proposal.payload().remove("user_id"); // joined after the backup, too
        }
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
    public @Nullable UUID owner(Proposal proposal) {
        return user(proposal);
    }

    private static @Nullable UUID user(Proposal proposal) {
        var user = proposal.text("user_id");
        return user.isEmpty() ? null : UUID.fromString(user);
    }
}
