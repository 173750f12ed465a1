-- Deletions that a hub put back to a backup has lost: in which version it had the row, if nobody had changed that since,
-- and else 0.
ALTER TABLE tombstones ADD COLUMN lost_in BIGINT;
