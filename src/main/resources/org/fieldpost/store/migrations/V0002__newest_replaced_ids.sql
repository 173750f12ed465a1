-- Of the ids the hub has replaced, the newest are told again to the journal and the oldest are archived: neither looks
-- at the others.
DROP INDEX idx_id_mappings_status;
CREATE INDEX idx_id_mappings_status ON id_mappings (status, resolved_at);
