-- One at a time: several connections that took many would not count in the order of time.
ALTER TABLE audit_history ALTER COLUMN id SET CACHE 1;
