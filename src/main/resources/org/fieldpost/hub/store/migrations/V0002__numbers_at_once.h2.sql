-- Each time H2 runs out of numbers it writes the whole database's changes to the file, in the midst of a transaction;
-- it takes 32 at once if it is not told.
ALTER TABLE audit_history ALTER COLUMN id SET CACHE 100000;
