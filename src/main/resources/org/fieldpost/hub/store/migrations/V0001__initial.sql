-- Every row of an organization carries its organization_id; keys begin with the id, which alone is selective.
-- Synced tables share: client_id (the device's temporary id), owner_id (the person who may see the row without
-- being a supervisor), version (optimistic), changed_at (stamp in commit order), deleted_at (tombstone),
-- row_bytes (size on the wire, to bound pages).
-- H2 makes an index for a foreign key unless it finds one of just its columns. So in tables that grow foreign keys come
-- after their indexes, and one that another implies is left out: a device's or form's organization exists.

CREATE TABLE hub_meta (
    name VARCHAR(40) NOT NULL PRIMARY KEY,
    content VARCHAR(400) NOT NULL
);

CREATE TABLE organizations (
    id UUID NOT NULL PRIMARY KEY,
    name VARCHAR(200) NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL
);

CREATE TABLE org_counters (
    organization_id UUID NOT NULL PRIMARY KEY REFERENCES organizations (id),
    last_stamp BIGINT NOT NULL,
    -- Tombstones stamped at or below this one are gone.
    horizon_stamp BIGINT NOT NULL,
    -- The last stamp of the backup the hub was restored from; 0 if it never was.
    restored_stamp BIGINT DEFAULT 0 NOT NULL
);

-- What each start of a hub process left in the feed at its first commit: tells a history from one that was lost.
CREATE TABLE feed_marks (
    organization_id UUID NOT NULL REFERENCES organizations (id),
    stamp BIGINT NOT NULL,
    mark VARCHAR(8) NOT NULL,
    PRIMARY KEY (organization_id, stamp)
);

CREATE TABLE users (
    id UUID NOT NULL,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    name VARCHAR(200) NOT NULL,
    active BOOLEAN NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id, organization_id)
);
CREATE INDEX idx_users_organization_id ON users (organization_id);

CREATE TABLE user_roles (
    user_id UUID NOT NULL,
    organization_id UUID NOT NULL,
    role VARCHAR(20) NOT NULL,
    PRIMARY KEY (user_id, organization_id, role),
    FOREIGN KEY (user_id, organization_id) REFERENCES users (id, organization_id)
);

CREATE TABLE mobile_devices (
    id UUID NOT NULL,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    client_id UUID,
    owner_id UUID,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    deleted_at TIMESTAMP WITH TIME ZONE,
    row_bytes INTEGER NOT NULL,
    device_id VARCHAR(100) NOT NULL,
    name VARCHAR(200) NOT NULL,
    user_id UUID,
    device_type VARCHAR(40) NOT NULL,
    os_version VARCHAR(100) NOT NULL,
    app_version VARCHAR(40) NOT NULL,
    push_token VARCHAR(400),
    status VARCHAR(20) NOT NULL,
    trust_score DOUBLE PRECISION NOT NULL,
    metadata TEXT,
    last_seen TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id, organization_id),
    FOREIGN KEY (user_id, organization_id) REFERENCES users (id, organization_id)
);
CREATE UNIQUE INDEX idx_mobile_devices_device_id ON mobile_devices (device_id, organization_id);
CREATE UNIQUE INDEX idx_mobile_devices_client_id ON mobile_devices (client_id, organization_id);
CREATE INDEX idx_mobile_devices_changes ON mobile_devices (organization_id, changed_at, id);
CREATE INDEX idx_mobile_devices_owner ON mobile_devices (organization_id, owner_id, changed_at, id);

CREATE TABLE enrolment_codes (
    code_sha256 VARCHAR(64) NOT NULL PRIMARY KEY,
    organization_id UUID NOT NULL,
    user_id UUID NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    FOREIGN KEY (user_id, organization_id) REFERENCES users (id, organization_id)
);

CREATE TABLE device_tokens (
    token_sha256 VARCHAR(64) NOT NULL PRIMARY KEY,
    organization_id UUID NOT NULL,
    device_id UUID NOT NULL,
    user_id UUID NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    revoked_at TIMESTAMP WITH TIME ZONE,
    -- The horizon when this device last began a pull from the start: older cursors of that pull are good.
    pull_horizon BIGINT NOT NULL,
    FOREIGN KEY (device_id, organization_id) REFERENCES mobile_devices (id, organization_id),
    FOREIGN KEY (user_id, organization_id) REFERENCES users (id, organization_id)
);
CREATE INDEX idx_device_tokens_device_id ON device_tokens (device_id);

CREATE TABLE mobile_forms (
    id UUID NOT NULL,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    client_id UUID,
    owner_id UUID,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    deleted_at TIMESTAMP WITH TIME ZONE,
    row_bytes INTEGER NOT NULL,
    code VARCHAR(100) NOT NULL,
    name TEXT NOT NULL,
    form_version VARCHAR(40) NOT NULL,
    form_schema TEXT NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    published BOOLEAN NOT NULL,
    draft BOOLEAN NOT NULL,
    created_by UUID,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id, organization_id)
);
CREATE UNIQUE INDEX idx_mobile_forms_code_version ON mobile_forms (organization_id, code, form_version);
CREATE UNIQUE INDEX idx_mobile_forms_client_id ON mobile_forms (client_id, organization_id);
CREATE INDEX idx_mobile_forms_changes ON mobile_forms (organization_id, changed_at, id);
CREATE INDEX idx_mobile_forms_owner ON mobile_forms (organization_id, owner_id, changed_at, id);

CREATE TABLE submissions (
    id UUID NOT NULL,
    organization_id UUID NOT NULL,
    client_id UUID,
    owner_id UUID,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    deleted_at TIMESTAMP WITH TIME ZONE,
    row_bytes INTEGER NOT NULL,
    form_id UUID NOT NULL,
    form_code VARCHAR(100) NOT NULL,
    form_version VARCHAR(40) NOT NULL,
    form_sha256 VARCHAR(64) NOT NULL,
    data TEXT NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    device_id UUID NOT NULL,
    created_by UUID NOT NULL,
    parent_id UUID,
    status VARCHAR(20) NOT NULL,
    review TEXT,
    reviewed_by UUID,
    reviewed_at TIMESTAMP WITH TIME ZONE,
    metadata TEXT,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id, organization_id)
);
CREATE UNIQUE INDEX idx_submissions_client_id ON submissions (client_id, organization_id);
CREATE INDEX idx_submissions_changes ON submissions (organization_id, changed_at, id);
CREATE INDEX idx_submissions_owner ON submissions (organization_id, owner_id, changed_at, id);
CREATE INDEX idx_submissions_form_id ON submissions (form_id, organization_id);
CREATE INDEX idx_submissions_device_id ON submissions (device_id, organization_id);
CREATE INDEX idx_submissions_parent_id ON submissions (parent_id, organization_id);
ALTER TABLE submissions ADD FOREIGN KEY (form_id, organization_id) REFERENCES mobile_forms (id, organization_id);
ALTER TABLE submissions ADD FOREIGN KEY (device_id, organization_id) REFERENCES mobile_devices (id, organization_id);
ALTER TABLE submissions ADD FOREIGN KEY (parent_id, organization_id) REFERENCES submissions (id, organization_id);

-- Ids in answers that are no row's: perhaps temporary ones, whose rows are still to come.
CREATE TABLE awaited_references (
    target_id UUID NOT NULL,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    row_id UUID NOT NULL,
    entity_type VARCHAR(40) NOT NULL,
    PRIMARY KEY (target_id, organization_id, row_id)
);
CREATE INDEX idx_awaited_references_row ON awaited_references (row_id, organization_id);

-- What submissions offered again to a hub restored from a backup were called before, beside the id they came under.
CREATE TABLE former_ids (
    former_id UUID NOT NULL,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    submission_id UUID NOT NULL,
    PRIMARY KEY (former_id, organization_id)
);
CREATE INDEX idx_former_ids_submission ON former_ids (submission_id, organization_id);

CREATE TABLE submission_media (
    id UUID NOT NULL,
    organization_id UUID NOT NULL,
    client_id UUID,
    owner_id UUID,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    deleted_at TIMESTAMP WITH TIME ZONE,
    row_bytes INTEGER NOT NULL,
    submission_id UUID NOT NULL,
    question VARCHAR(1000) NOT NULL,
    object_key VARCHAR(200) NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    filename VARCHAR(255) NOT NULL,
    content_type VARCHAR(100) NOT NULL,
    size_bytes BIGINT NOT NULL,
    gps TEXT,
    captured_at TIMESTAMP WITH TIME ZONE,
    uploaded_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id, organization_id)
);
CREATE UNIQUE INDEX idx_submission_media_client_id ON submission_media (client_id, organization_id);
CREATE INDEX idx_submission_media_changes ON submission_media (organization_id, changed_at, id);
CREATE INDEX idx_submission_media_owner ON submission_media (organization_id, owner_id, changed_at, id);
CREATE INDEX idx_submission_media_sha256 ON submission_media (sha256, organization_id);
CREATE INDEX idx_submission_media_submission_id ON submission_media (submission_id, organization_id);
ALTER TABLE submission_media ADD FOREIGN KEY (submission_id, organization_id) REFERENCES submissions (id, organization_id);

CREATE TABLE conflicts (
    id UUID NOT NULL,
    organization_id UUID NOT NULL,
    client_id UUID,
    owner_id UUID,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    deleted_at TIMESTAMP WITH TIME ZONE,
    row_bytes INTEGER NOT NULL,
    resource_type VARCHAR(40) NOT NULL,
    resource_id UUID NOT NULL,
    base_payload TEXT,
    server_payload TEXT,
    client_payload TEXT,
    server_version BIGINT,
    resolution VARCHAR(20) NOT NULL,
    resolution_action VARCHAR(20),
    resolved_payload TEXT,
    resolved_by UUID,
    resolved_at TIMESTAMP WITH TIME ZONE,
    notes TEXT,
    device_id UUID NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id, organization_id),
    FOREIGN KEY (device_id, organization_id) REFERENCES mobile_devices (id, organization_id)
);
CREATE UNIQUE INDEX idx_conflicts_client_id ON conflicts (client_id, organization_id);
CREATE INDEX idx_conflicts_changes ON conflicts (organization_id, changed_at, id);
CREATE INDEX idx_conflicts_owner ON conflicts (organization_id, owner_id, changed_at, id);
CREATE INDEX idx_conflicts_resource_id ON conflicts (resource_id, organization_id);

CREATE TABLE telemetry (
    id UUID NOT NULL,
    organization_id UUID NOT NULL,
    client_id UUID,
    owner_id UUID,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    deleted_at TIMESTAMP WITH TIME ZONE,
    row_bytes INTEGER NOT NULL,
    device_id UUID NOT NULL,
    metrics TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id, organization_id),
    FOREIGN KEY (device_id, organization_id) REFERENCES mobile_devices (id, organization_id)
);
CREATE UNIQUE INDEX idx_telemetry_client_id ON telemetry (client_id, organization_id);
CREATE INDEX idx_telemetry_changes ON telemetry (organization_id, changed_at, id);
CREATE INDEX idx_telemetry_owner ON telemetry (organization_id, owner_id, changed_at, id);

CREATE TABLE sync_batches (
    id UUID NOT NULL PRIMARY KEY,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    batch_token VARCHAR(64) NOT NULL,
    -- A batch without effect may be tried again under its token; one with effect never.
    attempt INTEGER NOT NULL,
    request_sha256 VARCHAR(64) NOT NULL,
    device_id UUID NOT NULL,
    client_sync_token VARCHAR(100) NOT NULL,
    server_sync_token VARCHAR(100) NOT NULL,
    status VARCHAR(20) NOT NULL,
    items_count INTEGER NOT NULL,
    effects_count INTEGER NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    processed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    FOREIGN KEY (device_id, organization_id) REFERENCES mobile_devices (id, organization_id)
);
CREATE UNIQUE INDEX idx_sync_batches_batch_token ON sync_batches (batch_token, organization_id, attempt);
CREATE INDEX idx_sync_batches_device_id ON sync_batches (device_id);

CREATE TABLE sync_items (
    id UUID NOT NULL PRIMARY KEY,
    organization_id UUID NOT NULL,
    batch_id UUID NOT NULL REFERENCES sync_batches (id),
    place INTEGER NOT NULL,
    command_id UUID NOT NULL,
    -- The command id if the command took effect: one effect per idempotency key.
    applied_command_id UUID,
    command_sha256 VARCHAR(64) NOT NULL,
    client_temp_id UUID,
    resource_type VARCHAR(40) NOT NULL,
    resource_id UUID,
    action VARCHAR(10) NOT NULL,
    payload TEXT,
    client_version BIGINT NOT NULL,
    server_version BIGINT,
    status VARCHAR(20) NOT NULL,
    error_message VARCHAR(1000),
    -- The answer as it was sent.
    result TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE INDEX idx_sync_items_batch_id_status ON sync_items (batch_id, status);
CREATE UNIQUE INDEX idx_sync_items_applied ON sync_items (applied_command_id, organization_id);

-- What barred devices (suspended, revoked) have sent: without effect, until somebody releases it.
CREATE TABLE quarantined_commands (
    command_id UUID NOT NULL,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    place BIGINT GENERATED ALWAYS AS IDENTITY,
    device_id UUID NOT NULL,
    user_id UUID NOT NULL,
    command_chars INTEGER NOT NULL,
    command TEXT NOT NULL,
    -- Why it was refused when it was released.
    refusal VARCHAR(400),
    received_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (command_id, organization_id)
);
CREATE INDEX idx_quarantined_commands_device ON quarantined_commands (device_id, organization_id, place);

-- Jobs that run by the clock, and which process runs one now.
CREATE TABLE hub_jobs (
    name VARCHAR(40) NOT NULL PRIMARY KEY,
    next_run_at TIMESTAMP WITH TIME ZONE NOT NULL,
    -- Another process may take it over from here on.
    claimed_until TIMESTAMP WITH TIME ZONE,
    claim UUID,
    finished_at TIMESTAMP WITH TIME ZONE,
    outcome VARCHAR(400)
);

CREATE TABLE audit_history (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Only ever written with the row it is about, whose organization exists.
    organization_id UUID NOT NULL,
    entity_type VARCHAR(40) NOT NULL,
    entity_id UUID NOT NULL,
    action VARCHAR(10) NOT NULL,
    version_after BIGINT NOT NULL,
    -- What the row was before; what it became is the next entry's, or the row's own.
    payload_before TEXT,
    user_id UUID,
    device_id UUID,
    command_id UUID,
    happened_at TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE INDEX idx_audit_history_entity ON audit_history (entity_id, organization_id);

CREATE TABLE media_files (
    sha256 VARCHAR(64) NOT NULL,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    size_bytes BIGINT NOT NULL,
    stored_at TIMESTAMP WITH TIME ZONE NOT NULL,
    -- When a process began to clear the bytes away, since nothing names them; from then on they are not held.
    leaving_since TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (sha256, organization_id)
);

CREATE TABLE media_uploads (
    id UUID NOT NULL PRIMARY KEY,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    device_id UUID NOT NULL,
    media_id UUID NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    size_bytes BIGINT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    completed_at TIMESTAMP WITH TIME ZONE,
    -- The hub process that is writing to it, and when others may take it over (under a new turn).
    holder UUID,
    held_until TIMESTAMP WITH TIME ZONE,
    turn INTEGER NOT NULL
);
CREATE INDEX idx_media_uploads_media_id ON media_uploads (media_id, organization_id);
CREATE INDEX idx_media_uploads_sha256 ON media_uploads (sha256, organization_id);
CREATE INDEX idx_media_uploads_expires_at ON media_uploads (expires_at);

CREATE TABLE sync_leases (
    id UUID NOT NULL PRIMARY KEY,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    device_id UUID NOT NULL,
    purpose VARCHAR(40) NOT NULL,
    -- A lease, or a place in the queue for one.
    granted BOOLEAN NOT NULL,
    place BIGINT GENERATED ALWAYS AS IDENTITY,
    asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE UNIQUE INDEX idx_sync_leases_asker ON sync_leases (device_id, purpose, organization_id);

-- How many requests each caller was let have in a minute, by all hub processes together; PostgreSQL only.
CREATE TABLE request_counts (
    caller VARCHAR(100) NOT NULL,
    minute_number BIGINT NOT NULL,
    taken INTEGER NOT NULL,
    PRIMARY KEY (caller, minute_number)
);
CREATE INDEX idx_request_counts_minute_number ON request_counts (minute_number);
