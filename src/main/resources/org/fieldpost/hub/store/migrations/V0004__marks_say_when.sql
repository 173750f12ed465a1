-- A mark says when the hub started: another history may have starts that are older than a lost deletion.
ALTER TABLE feed_marks ALTER COLUMN mark SET DATA TYPE VARCHAR(20);
