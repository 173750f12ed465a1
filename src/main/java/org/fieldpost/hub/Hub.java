package org.fieldpost.hub;

import java.util.UUID;
import org.fieldpost.contract.EnrolRequest;
import org.fieldpost.contract.EnrolResponse;
import org.fieldpost.contract.HubHealth;
import org.fieldpost.contract.LeaseRequest;
import org.fieldpost.contract.LeaseResponse;
import org.fieldpost.contract.ManifestRequest;
import org.fieldpost.contract.ManifestResponse;
import org.fieldpost.contract.OwnChanges;
import org.fieldpost.contract.PullResponse;
import org.fieldpost.contract.SnapshotPage;
import org.fieldpost.db.Database;
import org.fieldpost.hub.store.HubMetaTable;
import org.fieldpost.hub.store.OrgWrites;
import org.fieldpost.kernel.Listeners;
import org.jspecify.annotations.Nullable;

/** All the hub does, without HTTP; each call may throw {@link Refused}. Keeps no state but in its parts. */
public final class Hub {
    private final HubConfig config;
    private final HubParts parts;
    private final String epoch;
    private final OrgWrites writes;
    private final Enrolment enrolment;
    private final PushIntake intake;
    private final ChangesReading changes;
    private final ManifestCheck manifest;
    private final Quarantine quarantine;
    private final ConflictDecisions conflicts;
    private final Leases leases;
    private final Uploads uploads;
    private final Downloads downloads;
    private final HubJobs jobs;
    private final HubMetrics metrics = new HubMetrics();
    private final HubAdministration administration;

    public Hub(HubConfig config, HubParts parts) {
        var database = parts.database();
        var limits = config.limits();
        this.config = config;
        this.parts = parts;
        epoch = epoch(database, parts.ids().next());
        var start = parts.ids().next();
        started(database, start);
        writes = new OrgWrites(database, parts.clock(), start);
        var durability = new Durability(database, writes);
        // A killed process may have left commits in the system's caches only: no device is told of
        // them before they are on the disk.
        durability.await();
        enrolment = new Enrolment(parts, writes, durability, epoch);
        intake = new PushIntake(writes, durability, parts.ids(), limits, epoch, metrics);
        changes = new ChangesReading(parts, writes, durability, limits, epoch, config.version());
        manifest = new ManifestCheck(database, writes, epoch);
        quarantine = new Quarantine(parts, intake, durability, limits);
        conflicts = new ConflictDecisions(parts, writes, durability, limits);
        leases = new Leases(parts, limits);
        uploads = new Uploads(parts, writes, durability, limits, metrics);
        downloads = new Downloads(database, parts.media());
        jobs = new HubJobs(parts, uploads, config.retention());
        administration = new HubAdministration(parts, writes, durability, quarantine);
    }

    /** Two processes may begin on an empty database at once: whoever is second takes the epoch of the first. */
    private static String epoch(Database database, UUID fresh) {
        try {
            return database.write(tx -> HubMetaTable.epoch(tx, fresh));
        } catch (RuntimeException e) {
            if (!OrgWrites.isUniqueViolation(e)) {
                throw e;
            }
            return database.write(tx -> HubMetaTable.epoch(tx, fresh));
        }
    }

    private static void started(Database database, UUID start) {
        try {
            database.run(tx -> HubMetaTable.started(tx, start));
        } catch (RuntimeException e) {
            if (!OrgWrites.isUniqueViolation(e)) {
                throw e;
            }
            database.run(tx -> HubMetaTable.started(tx, start));
        }
    }

    public HubHealth health() {
        var start = parts.database().read(HubMetaTable::start);
        return new HubHealth("ok", config.version(), epoch, parts.clock().instant(), start);
    }

    /** Lets a device in. */
    public EnrolResponse enrol(EnrolRequest request) {
        return enrolment.enrol(request);
    }

    /** Whose token this is. */
    public Caller caller(String token) {
        return enrolment.caller(token);
    }

    /** Answers a push, as JSON in and out: the answer to a repeated push is the same to the byte. */
    public byte[] push(Caller caller, byte[] request) {
        return intake.push(caller, request);
    }

    /** One page of changes; a null cursor begins at the start; {@code own} the caller holds already. */
    public PullResponse changes(Caller caller, @Nullable String cursor, int limit, OwnChanges own) {
        var page = changes.read(caller, cursor, limit, own);
        metrics.sent(page.changes().size());
        return page;
    }

    /** One page of all the caller may see; a null {@code after} begins a snapshot. */
    public SnapshotPage snapshot(Caller caller, @Nullable String after, int limit) {
        return changes.snapshot(caller, after, limit);
    }

    public ManifestResponse manifest(Caller caller, ManifestRequest request) {
        return manifest.check(caller, request);
    }

    public LeaseResponse lease(Caller caller, LeaseRequest request) {
        var answer = leases.ask(caller, request);
        metrics.leased(answer.granted());
        return answer;
    }

    public void releaseLease(Caller caller, UUID lease) {
        leases.release(caller, lease);
    }

    /** Organizations, and people and devices in them. */
    public HubAdministration administration() {
        return administration;
    }

    /** Organizations whose feed has grown, told after the commit. */
    public Listeners<UUID> grown() {
        return writes.grown();
    }

    /** What the hub does by the clock. */
    public HubJobs jobs() {
        return jobs;
    }

    ConflictDecisions conflicts() {
        return conflicts;
    }

    Quarantine quarantine() {
        return quarantine;
    }

    HubMetrics metrics() {
        return metrics;
    }

    Uploads uploads() {
        return uploads;
    }

    Downloads downloads() {
        return downloads;
    }
}
