package org.fieldpost.hub;

import org.fieldpost.hub.store.EntityRow;

/** Telemetry is only ever added to. */
final class TelemetryRules implements EntityRules {
    @Override
    public void create(Proposal proposal) {
        var device = proposal.parent("device_id");
        if (!proposal.caller().user().equals(device.owner())) {
            throw CommandRefused.notAllowed("A device tells about itself only.");
        }
    }

    @Override
    public void update(Proposal proposal, EntityRow now) {
        throw CommandRefused.unsupported("Telemetry is never changed.");
    }

    @Override
    public void delete(Caller caller, EntityRow now) {
        throw CommandRefused.unsupported("Telemetry is never deleted by a device.");
    }
}
