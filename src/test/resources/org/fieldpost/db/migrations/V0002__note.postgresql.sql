ALTER TABLE things ADD COLUMN note VARCHAR(20) DEFAULT 'postgresql';
CREATE FUNCTION nothing() RETURNS integer LANGUAGE plpgsql AS $body$ BEGIN RETURN 1; END; $body$;
