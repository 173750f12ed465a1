package org.fieldpost.store;

import org.fieldpost.contract.EntityType;

/** All tables of a device, by name. They hold no connection and no state. */
public final class DeviceTables {
    private final DeviceTable devices = new DeviceTable();
    private final FormTable forms = new FormTable();
    private final SubmissionTable submissions = new SubmissionTable();
    private final MediaTable media = new MediaTable();
    private final ConflictTable conflicts = new ConflictTable();
    private final TelemetryTable telemetry = new TelemetryTable();
    private final OutboxRepository outbox = new OutboxRepository();
    private final CursorRepository cursors = new CursorRepository();
    private final IdMapRepository idMap = new IdMapRepository();
    private final TombstoneRepository tombstones = new TombstoneRepository();
    private final InboundQuarantine quarantine = new InboundQuarantine();
    private final Snapshots snapshots = new Snapshots();
    private final SyncStateTable syncState = new SyncStateTable();
    private final SyncRuns syncRuns = new SyncRuns();
    private final MediaUploads uploads = new MediaUploads();
    private final Drafts drafts = new Drafts();
    private final Settings settings = new Settings();
    private final Users users = new Users();

    /** The rows of a synced table. */
    public EntityRows rows(EntityType type) {
        return synced(type);
    }

    SyncedTable synced(EntityType type) {
        return switch (type) {
            case MOBILE_DEVICES -> devices;
            case MOBILE_FORMS -> forms;
            case SUBMISSIONS -> submissions;
            case SUBMISSION_MEDIA -> media;
            case CONFLICTS -> conflicts;
            case TELEMETRY -> telemetry;
        };
    }

    public FormTable forms() {
        return forms;
    }

    public SubmissionTable submissions() {
        return submissions;
    }

    public MediaTable media() {
        return media;
    }

    public ConflictTable conflicts() {
        return conflicts;
    }

    public OutboxRepository outbox() {
        return outbox;
    }

    public CursorRepository cursors() {
        return cursors;
    }

    public IdMapRepository idMap() {
        return idMap;
    }

    public TombstoneRepository tombstones() {
        return tombstones;
    }

    public InboundQuarantine quarantine() {
        return quarantine;
    }

    public Snapshots snapshots() {
        return snapshots;
    }

    public SyncStateTable syncState() {
        return syncState;
    }

    public SyncRuns syncRuns() {
        return syncRuns;
    }

    public MediaUploads uploads() {
        return uploads;
    }

    public Drafts drafts() {
        return drafts;
    }

    public Settings settings() {
        return settings;
    }

    public Users users() {
        return users;
    }
}
