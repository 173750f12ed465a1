-- A hub's words in a cursor say where the marks of its starts are: some twenty characters for each of 24.
ALTER TABLE cursor_state ALTER COLUMN visible_scope SET DATA TYPE VARCHAR(2000);

-- Where this laptop was in the hub's history when a snapshot was begun, which gives the cursors up.
ALTER TABLE snapshot_state ADD COLUMN place VARCHAR;
