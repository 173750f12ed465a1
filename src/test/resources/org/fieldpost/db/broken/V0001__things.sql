-- A thing; "quoted"; 'strings'; in comments are nothing.
CREATE TABLE things (
    id UUID PRIMARY KEY,
    name VARCHAR(200) NOT NULL,
    at TIMESTAMP WITH TIME ZONE,
    data TEXT,
    sha256 CHAR(64),
    status VARCHAR(20)
);
/* one more; */
CREATE TABLE counters (name VARCHAR(20) PRIMARY KEY, "value" BIGINT NOT NULL);
INSERT INTO counters (name, "value") VALUES ('a;b', 0);
