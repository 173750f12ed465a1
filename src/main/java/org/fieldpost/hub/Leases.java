package org.fieldpost.hub;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.fieldpost.contract.LeaseRequest;
import org.fieldpost.contract.LeaseResponse;
import org.fieldpost.db.Database;
import org.fieldpost.db.WriteTx;
import org.fieldpost.hub.store.LeasesTable;
import org.fieldpost.hub.store.LeasesTable.Asker;
import org.fieldpost.hub.store.LeasesTable.Entry;

/**
 * Admission to bulk work, so that a hundred laptops coming home at once do not starve the small pushes. Who is refused
 * has a place in one queue of the hub; what gets free is kept for those in front, so nobody is passed by who asks again
 * in time. Of several processes one decides at a time.
 */
final class Leases {
    private static final int RETRY_SECONDS = 15;
    private static final int RETRY_SECONDS_MAX = 120;
    private static final int PURPOSE_CHARS_MAX = 40;

    /** A laptop may come back this much later than it was told; its place is kept, and what is free for it too. */
    private static final Duration LATE_MAX = Duration.ofSeconds(150);

    private final HubParts parts;
    private final Database database;
    private final HubLimits limits;

    Leases(HubParts parts, HubLimits limits) {
        this.parts = parts;
        this.database = parts.database();
        this.limits = limits;
    }

    /** Asks for a lease, or renews the one the device has for this purpose, whatever became of the last answer. */
    LeaseResponse ask(Caller caller, LeaseRequest request) {
        var purpose = request.purpose();
        if (purpose == null || purpose.isBlank() || purpose.length() > PURPOSE_CHARS_MAX) {
            throw Refused.malformed("A lease has a purpose of at most 40 characters.");
        }
        var asker = new Asker(caller.organization(), caller.device(), purpose);
        return database.write(tx -> ask(tx, asker, parts.clock().instant()));
    }

    /** Gives a lease, or the place in the queue, back; one that has ended is no matter. */
    void release(Caller caller, UUID lease) {
        database.<Boolean>write(
                tx -> LeasesTable.delete(tx, caller.organization(), caller.device(), lease));
    }

    private LeaseResponse ask(WriteTx tx, Asker asker, Instant now) {
        LeasesTable.lock(tx);
        LeasesTable.deleteExpired(tx, now);
        var expires = now.plus(limits.leaseLifetime());
        var held = LeasesTable.find(tx, asker).orElse(null);
        if (held != null && held.granted()) {
            LeasesTable.renew(tx, held.id(), true, expires);
            return new LeaseResponse(true, held.id(), expires, null);
        }
        if (held == null) {
            LeasesTable.queue(tx, parts.ids().next(), asker, now, expires);
            held = LeasesTable.find(tx, asker).orElseThrow();
        }
        int ahead = ahead(LeasesTable.all(tx), held.id());
        if (ahead == 0) {
            LeasesTable.renew(tx, held.id(), true, expires);
            return new LeaseResponse(true, held.id(), expires, null);
        }
        int rounds = 1 + (ahead - 1) / limits.leasesMax();
        int retry = Math.min(RETRY_SECONDS * rounds, RETRY_SECONDS_MAX);
        LeasesTable.renew(tx, held.id(), false, now.plusSeconds(retry).plus(LATE_MAX));
        return new LeaseResponse(false, null, null, retry);
    }

    /** How many must get theirs before {@code id}; 0 if one is free for it now. Those in front go first. */
    private int ahead(List<Entry> entries, UUID id) {
        Map<UUID, Integer> taken = new HashMap<>();
        int all = 0;
        for (var entry : entries) {
            if (entry.granted()) {
                taken.merge(entry.asker().organization(), 1, Integer::sum);
                all++;
            }
        }
        int waiting = 0;
        for (var entry : entries) {
            if (entry.granted()) {
                continue;
            }
            var organization = entry.asker().organization();
            boolean free =
                    all < limits.leasesOfHubMax()
                            && taken.getOrDefault(organization, 0) < limits.leasesMax();
            if (entry.id().equals(id)) {
                return free ? 0 : waiting + 1;
            }
            if (free) {
                taken.merge(organization, 1, Integer::sum);
                all++;
            } else {
                waiting++;
            }
        }
        throw new IllegalStateException("not in the queue: " + id);
    }
}
