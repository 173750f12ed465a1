-- Where this laptop was in the hub's history when a snapshot was begun, which gives the cursors up.
ALTER TABLE snapshot_state ADD COLUMN place VARCHAR;
