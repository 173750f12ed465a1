package org.fieldpost.hub;

import org.fieldpost.contract.LeaseRequest;
import org.fieldpost.contract.LeaseResponse;
import org.fieldpost.hub.store.CountersTable;
import org.fieldpost.hub.store.LeasesTable;
import org.fieldpost.hub.store.LeasesTable.Lease;
import org.fieldpost.hub.store.OrgWrite;
import org.fieldpost.hub.store.OrgWrites;
import org.fieldpost.kernel.Ids;

/** Admission to bulk work, so that a hundred laptops coming home at once do not starve the small pushes. */
final class Leases {
    private static final int RETRY_SECONDS = 15;
    private static final int PURPOSE_CHARS_MAX = 40;
    private final OrgWrites writes;
    private final Ids ids;
    private final HubLimits limits;

    Leases(OrgWrites writes, Ids ids, HubLimits limits) {
        this.writes = writes;
        this.ids = ids;
        this.limits = limits;
    }

    LeaseResponse ask(Caller caller, LeaseRequest request) {
        var purpose = request.purpose();
        if (purpose == null || purpose.isBlank() || purpose.length() > PURPOSE_CHARS_MAX) {
            throw Refused.malformed("A lease has a purpose of at most 40 characters.");
        }
        return writes.write(caller.organization(), write -> ask(write, caller, request));
    }

    private LeaseResponse ask(OrgWrite write, Caller caller, LeaseRequest request) {
        var tx = write.tx();
        CountersTable.lock(tx, write.organization());
        LeasesTable.deleteExpired(tx, write.organization(), write.now());
        var expires = write.now().plus(limits.leaseLifetime());
        // A device holds one lease for each purpose; asking again renews it, whatever became of the
        // last answer.
        var held = LeasesTable.find(tx, write.organization(), caller.device(), request.purpose());
        if (held.isPresent()) {
            LeasesTable.renew(tx, held.get(), expires);
            return new LeaseResponse(true, held.get(), expires, null);
        }
        if (LeasesTable.count(tx, write.organization()) >= limits.leasesMax()) {
            return new LeaseResponse(false, null, null, RETRY_SECONDS);
        }
        var lease = new Lease(ids.next(), caller.device(), request.purpose(), expires);
        LeasesTable.insert(write, lease);
        return new LeaseResponse(true, lease.id(), expires, null);
    }
}
