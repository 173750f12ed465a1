-- The device's tables. Times are instants (with zone); JSON is text; synced tables end with the same six columns:
-- more (properties of a newer hub), row_version, local_revision, dirty, base_snapshot, changed_at.

CREATE TABLE users (
    id UUID PRIMARY KEY,
    name VARCHAR NOT NULL,
    roles VARCHAR NOT NULL,
    organization_id UUID NOT NULL
);

CREATE TABLE settings (
    name VARCHAR(200) PRIMARY KEY,
    "value" VARCHAR NOT NULL
);

CREATE TABLE journal_position (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    position BIGINT NOT NULL
);
INSERT INTO journal_position (id, position) VALUES (1, 0);

CREATE TABLE mobile_devices (
    id UUID PRIMARY KEY,
    device_id VARCHAR(200),
    name VARCHAR,
    user_id UUID,
    device_type VARCHAR,
    os_version VARCHAR,
    app_version VARCHAR,
    push_token VARCHAR,
    status VARCHAR(20) CHECK (status IN ('active', 'suspended', 'revoked')),
    trust_score DOUBLE PRECISION,
    metadata VARCHAR,
    last_seen TIMESTAMP(9) WITH TIME ZONE,
    created_at TIMESTAMP(9) WITH TIME ZONE,
    updated_at TIMESTAMP(9) WITH TIME ZONE,
    more VARCHAR,
    row_version BIGINT,
    local_revision BIGINT NOT NULL,
    dirty BOOLEAN NOT NULL,
    base_snapshot VARCHAR,
    changed_at TIMESTAMP(9) WITH TIME ZONE NOT NULL
);
CREATE INDEX idx_mobile_devices_device_id ON mobile_devices (device_id);

CREATE TABLE mobile_forms (
    id UUID PRIMARY KEY,
    code VARCHAR(200) NOT NULL,
    name VARCHAR,
    version VARCHAR(200) NOT NULL,
    schema VARCHAR NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    published BOOLEAN NOT NULL,
    draft BOOLEAN,
    created_by UUID,
    created_at TIMESTAMP(9) WITH TIME ZONE,
    updated_at TIMESTAMP(9) WITH TIME ZONE,
    more VARCHAR,
    row_version BIGINT,
    local_revision BIGINT NOT NULL,
    dirty BOOLEAN NOT NULL,
    base_snapshot VARCHAR,
    changed_at TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    row_sha256 VARCHAR(64) NOT NULL
);
CREATE UNIQUE INDEX idx_mobile_forms_code_version ON mobile_forms (code, version);

CREATE TABLE submissions (
    id UUID PRIMARY KEY,
    form_id UUID NOT NULL,
    form_code VARCHAR(200) NOT NULL,
    form_version VARCHAR(200) NOT NULL,
    form_sha256 VARCHAR(64),
    data VARCHAR NOT NULL,
    sha256 VARCHAR(64),
    device_id UUID,
    created_by UUID,
    parent_id UUID,
    status VARCHAR(20) NOT NULL CHECK (status IN ('pending', 'approved', 'rejected')),
    review VARCHAR,
    reviewed_by UUID,
    reviewed_at TIMESTAMP(9) WITH TIME ZONE,
    metadata VARCHAR,
    created_at TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP(9) WITH TIME ZONE,
    -- from the payload, for lists and maps
    summary VARCHAR(500),
    captured_by VARCHAR(200),
    latitude DOUBLE PRECISION,
    longitude DOUBLE PRECISION,
    words_stale BOOLEAN DEFAULT TRUE NOT NULL,
    more VARCHAR,
    row_version BIGINT,
    local_revision BIGINT NOT NULL,
    dirty BOOLEAN NOT NULL,
    base_snapshot VARCHAR,
    changed_at TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    row_sha256 VARCHAR(64) NOT NULL
);
CREATE INDEX idx_submissions_parent_id ON submissions (parent_id);
CREATE INDEX idx_submissions_created_at ON submissions (created_at, id);
CREATE INDEX idx_submissions_changed_at ON submissions (changed_at, id);
CREATE INDEX idx_submissions_form_created_at ON submissions (form_code, created_at, id);
CREATE INDEX idx_submissions_status_created_at ON submissions (status, created_at, id);
CREATE INDEX idx_submissions_summary ON submissions (summary, id);
CREATE INDEX idx_submissions_words_stale ON submissions (words_stale);

-- Where answers refer to another submission, at any depth.
CREATE TABLE submission_references (
    submission_id UUID NOT NULL,
    pointer VARCHAR(2000) NOT NULL,
    target_id UUID NOT NULL,
    PRIMARY KEY (submission_id, pointer)
);
CREATE INDEX idx_submission_references_target_id ON submission_references (target_id);

-- The search index: folded words of a submission.
CREATE TABLE submission_words (
    word VARCHAR(40) NOT NULL,
    submission_id UUID NOT NULL,
    PRIMARY KEY (word, submission_id)
);
CREATE INDEX idx_submission_words_submission_id ON submission_words (submission_id);

CREATE TABLE submission_media (
    id UUID PRIMARY KEY,
    submission_id UUID NOT NULL,
    question VARCHAR,
    "key" VARCHAR(200) NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    filename VARCHAR,
    content_type VARCHAR(200),
    size_bytes BIGINT,
    gps VARCHAR,
    captured_at TIMESTAMP(9) WITH TIME ZONE,
    uploaded_at TIMESTAMP(9) WITH TIME ZONE,
    created_at TIMESTAMP(9) WITH TIME ZONE,
    more VARCHAR,
    row_version BIGINT,
    local_revision BIGINT NOT NULL,
    dirty BOOLEAN NOT NULL,
    base_snapshot VARCHAR,
    changed_at TIMESTAMP(9) WITH TIME ZONE NOT NULL
);
CREATE INDEX idx_submission_media_submission_id ON submission_media (submission_id);
CREATE INDEX idx_submission_media_sha256 ON submission_media (sha256);

CREATE TABLE conflicts (
    id UUID PRIMARY KEY,
    resource_type VARCHAR(40) NOT NULL,
    resource_id UUID NOT NULL,
    base_payload VARCHAR,
    server_payload VARCHAR,
    client_payload VARCHAR,
    server_version BIGINT,
    resolution VARCHAR(20) NOT NULL CHECK (resolution IN ('pending', 'resolved')),
    resolution_action VARCHAR(20) CHECK (resolution_action IN ('accept_server', 'accept_client', 'merged')),
    resolved_payload VARCHAR,
    resolved_by UUID,
    resolved_at TIMESTAMP(9) WITH TIME ZONE,
    notes VARCHAR,
    device_id UUID,
    created_at TIMESTAMP(9) WITH TIME ZONE,
    more VARCHAR,
    row_version BIGINT,
    local_revision BIGINT NOT NULL,
    dirty BOOLEAN NOT NULL,
    base_snapshot VARCHAR,
    changed_at TIMESTAMP(9) WITH TIME ZONE NOT NULL
);
CREATE INDEX idx_conflicts_resource_id ON conflicts (resource_id);
CREATE INDEX idx_conflicts_resolution ON conflicts (resolution, created_at);

CREATE TABLE telemetry (
    id UUID PRIMARY KEY,
    device_id UUID NOT NULL,
    metrics VARCHAR NOT NULL,
    created_at TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    more VARCHAR,
    row_version BIGINT,
    local_revision BIGINT NOT NULL,
    dirty BOOLEAN NOT NULL,
    base_snapshot VARCHAR,
    changed_at TIMESTAMP(9) WITH TIME ZONE NOT NULL
);
CREATE INDEX idx_telemetry_created_at ON telemetry (created_at);

CREATE TABLE drafts (
    id UUID PRIMARY KEY,
    form_id UUID NOT NULL,
    form_code VARCHAR(200) NOT NULL,
    form_version VARCHAR(200) NOT NULL,
    form_sha256 VARCHAR(64) NOT NULL,
    data VARCHAR NOT NULL,
    based_on UUID,
    parent_id UUID,
    remarks VARCHAR NOT NULL,
    summary VARCHAR(500) NOT NULL,
    created_at TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    saved_at TIMESTAMP(9) WITH TIME ZONE NOT NULL
);
CREATE INDEX idx_drafts_based_on ON drafts (based_on);
CREATE INDEX idx_drafts_parent_id ON drafts (parent_id);

CREATE TABLE draft_media (
    id UUID PRIMARY KEY,
    draft_id UUID NOT NULL,
    media VARCHAR NOT NULL,
    sha256 VARCHAR(64) NOT NULL
);
CREATE INDEX idx_draft_media_draft_id ON draft_media (draft_id);
CREATE INDEX idx_draft_media_sha256 ON draft_media (sha256);

CREATE TABLE media_uploads (
    media_id UUID PRIMARY KEY,
    state VARCHAR(20) NOT NULL CHECK (state IN ('PENDING', 'UPLOADING', 'DONE', 'FAILED')),
    upload_url VARCHAR,
    byte_offset BIGINT NOT NULL,
    attempts INTEGER NOT NULL,
    next_attempt_at TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    error_code VARCHAR(40),
    error_message VARCHAR,
    error_retryable BOOLEAN,
    updated_at TIMESTAMP(9) WITH TIME ZONE NOT NULL
);
CREATE INDEX idx_media_uploads_state ON media_uploads (state, next_attempt_at);

CREATE TABLE outbox_events (
    id UUID PRIMARY KEY,
    sequence BIGINT NOT NULL,
    entity_type VARCHAR(40) NOT NULL,
    aggregate_id UUID NOT NULL,
    action VARCHAR(10) NOT NULL CHECK (action IN ('create', 'update', 'delete')),
    payload VARCHAR,
    payload_chars BIGINT NOT NULL,
    base_version BIGINT,
    base_snapshot VARCHAR,
    client_version BIGINT NOT NULL,
    status VARCHAR(20) NOT NULL
        CHECK (status IN ('PENDING', 'IN_FLIGHT', 'COMPLETED', 'FAILED', 'DEAD_LETTER', 'CONFLICT')),
    attempts INTEGER NOT NULL,
    next_attempt_at TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    error_code VARCHAR(40),
    error_message VARCHAR,
    error_retryable BOOLEAN,
    lease_owner VARCHAR(100),
    fencing_token BIGINT NOT NULL,
    created_at TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    state_updated_at TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    -- The sequence while it may be sent (PENDING, FAILED), else null: the queue in order, by one short index.
    queue_position BIGINT GENERATED ALWAYS AS (CASE WHEN status IN ('PENDING', 'FAILED') THEN sequence END)
);
CREATE UNIQUE INDEX idx_outbox_events_sequence ON outbox_events (sequence);
CREATE INDEX idx_outbox_events_queue_position ON outbox_events (queue_position);
CREATE INDEX idx_outbox_events_aggregate ON outbox_events (aggregate_id, entity_type);
CREATE INDEX idx_outbox_events_status ON outbox_events (status, state_updated_at);

-- Temporary ids in the payloads of commands, so that replacing one finds them at once.
CREATE TABLE outbox_references (
    command_id UUID NOT NULL,
    target_id UUID NOT NULL,
    PRIMARY KEY (command_id, target_id)
);
CREATE INDEX idx_outbox_references_target_id ON outbox_references (target_id);

CREATE TABLE outbox_totals (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    created BIGINT NOT NULL,
    purged BIGINT NOT NULL
);
INSERT INTO outbox_totals (id, created, purged) VALUES (1, 0, 0);

CREATE TABLE cursor_state (
    entity_type VARCHAR(40) PRIMARY KEY,
    epoch VARCHAR(100) NOT NULL,
    -- What this person may see, in the hub's words.
    visible_scope VARCHAR(200) NOT NULL,
    last_created_at BIGINT NOT NULL,
    last_id VARCHAR(100) NOT NULL
);

-- Seed 000: eleven columns, four indexes.
CREATE TABLE id_mappings (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL,
    entity_type VARCHAR(40) NOT NULL CHECK (entity_type IN ('mobile_devices', 'mobile_forms', 'submissions',
        'submission_media', 'conflicts', 'telemetry')),
    client_id UUID NOT NULL,
    server_id UUID,
    status VARCHAR(20) NOT NULL CHECK (status IN ('pending', 'resolved', 'failed')),
    organization_id UUID NOT NULL,
    created_at TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    resolved_at TIMESTAMP(9) WITH TIME ZONE,
    retry_count INTEGER NOT NULL,
    last_error VARCHAR,
    CONSTRAINT resolved_requires_server_id CHECK (status <> 'resolved' OR server_id IS NOT NULL),
    CONSTRAINT user_id_references_existing_user FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE INDEX idx_id_mappings_user_id ON id_mappings (user_id);
CREATE UNIQUE INDEX idx_id_mappings_client_id_entity_type ON id_mappings (client_id, entity_type);
CREATE INDEX idx_id_mappings_status ON id_mappings (status);
CREATE INDEX idx_id_mappings_organization_id ON id_mappings (organization_id);

-- Mappings resolved more than a year ago.
CREATE TABLE id_mappings_archive (
    entity_type VARCHAR(40) NOT NULL,
    client_id UUID NOT NULL,
    server_id UUID NOT NULL,
    user_id UUID NOT NULL,
    archived_at TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (client_id, entity_type)
);

CREATE TABLE tombstones (
    entity_type VARCHAR(40) NOT NULL,
    entity_id UUID NOT NULL,
    row_version BIGINT,
    deleted_at TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    sync_status VARCHAR(20) NOT NULL CHECK (sync_status IN ('PENDING', 'SYNCED', 'FAILED')),
    synced_at TIMESTAMP(9) WITH TIME ZONE,
    PRIMARY KEY (entity_id, entity_type)
);

CREATE TABLE sync_state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    epoch VARCHAR(100) NOT NULL,
    last_attempt_at TIMESTAMP(9) WITH TIME ZONE,
    last_success_at TIMESTAMP(9) WITH TIME ZONE,
    failures INTEGER NOT NULL,
    next_attempt_at TIMESTAMP(9) WITH TIME ZONE,
    first_sync_complete BOOLEAN NOT NULL,
    resync_needed BOOLEAN NOT NULL,
    paused_reason VARCHAR,
    -- this laptop's clock less the hub's, when the hub last told its time
    clock_skew_millis BIGINT,
    clock_uncertainty_millis BIGINT,
    clock_measured_at TIMESTAMP(9) WITH TIME ZONE,
    -- when telemetry was last written
    telemetry_at TIMESTAMP(9) WITH TIME ZONE,
    -- the start of the hub that was found to hold all this laptop was told
    hub_start VARCHAR(100) DEFAULT '' NOT NULL,
    -- whether rows were acknowledged that no pull has confirmed since
    unconfirmed BOOLEAN DEFAULT FALSE NOT NULL
);
INSERT INTO sync_state (id, epoch, failures, first_sync_complete, resync_needed) VALUES (1, '', 0, FALSE, FALSE);

-- A snapshot being taken: WALKING over its pages, then SWEEPING what none of them brought.
CREATE TABLE snapshot_state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    phase VARCHAR(10) NOT NULL CHECK (phase IN ('NONE', 'WALKING', 'SWEEPING')),
    next_page VARCHAR
);
INSERT INTO snapshot_state (id, phase) VALUES (1, 'NONE');

-- Rows the running snapshot brought (seen), or rows no snapshot brought that could not go yet (not seen).
CREATE TABLE snapshot_marks (
    entity_type VARCHAR(40) NOT NULL,
    entity_id UUID NOT NULL,
    seen BOOLEAN NOT NULL,
    PRIMARY KEY (entity_id, entity_type)
);

CREATE TABLE sync_runs (
    id UUID PRIMARY KEY,
    started_at TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    finished_at TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    outcome VARCHAR(40) NOT NULL,
    report VARCHAR NOT NULL
);
CREATE INDEX idx_sync_runs_started_at ON sync_runs (started_at);

CREATE TABLE inbound_quarantine (
    entity_type VARCHAR(40) NOT NULL,
    entity_id UUID NOT NULL,
    change VARCHAR NOT NULL,
    failures INTEGER NOT NULL,
    error_code VARCHAR(40) NOT NULL,
    error_message VARCHAR NOT NULL,
    quarantined BOOLEAN NOT NULL,
    first_failed_at TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    last_failed_at TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (entity_id, entity_type)
);

-- Which rows a choice list of a form has. Rows belong to contents (a file and how it is read), which forms share; a list
-- is there when it stands here, and rows of a content nothing points to are still on their way in.
CREATE TABLE choice_lists (
    form_id UUID NOT NULL,
    list VARCHAR NOT NULL,
    content_id UUID NOT NULL,
    -- names of the columns: a JSON array
    columns VARCHAR NOT NULL,
    PRIMARY KEY (form_id, list)
);
CREATE INDEX idx_choice_lists_content_id ON choice_lists (content_id);

-- A list may have 100,000 rows.
CREATE TABLE choice_rows (
    content_id UUID NOT NULL,
    position INTEGER NOT NULL,
    code VARCHAR(500) NOT NULL,
    choice VARCHAR NOT NULL,
    PRIMARY KEY (content_id, position)
);
CREATE INDEX idx_choice_rows_code ON choice_rows (content_id, code);

-- The values of rows in the columns that filters use.
CREATE TABLE choice_values (
    content_id UUID NOT NULL,
    name VARCHAR(200) NOT NULL,
    "value" VARCHAR(500) NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (content_id, name, "value", position)
);

-- Choice lists the forms here need: a form is ready when all of its lists are.
CREATE TABLE form_lists (
    form_id UUID NOT NULL,
    list VARCHAR NOT NULL,
    -- null: the list does not travel with the form
    sha256 VARCHAR(64),
    state VARCHAR(10) NOT NULL CHECK (state IN ('WANTED', 'READY', 'BROKEN')),
    attempts INTEGER NOT NULL,
    next_attempt_at TIMESTAMP(9) WITH TIME ZONE,
    last_error VARCHAR,
    PRIMARY KEY (form_id, list)
);
CREATE INDEX idx_form_lists_state ON form_lists (state);
