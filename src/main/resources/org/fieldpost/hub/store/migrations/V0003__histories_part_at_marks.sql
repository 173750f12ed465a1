-- Where a hub was put back to a backup is known by the marks of its starts: one number for the last time says nothing of
-- the time before that.
ALTER TABLE org_counters DROP COLUMN restored_stamp;
