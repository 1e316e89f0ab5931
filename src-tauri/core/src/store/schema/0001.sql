-- Facts: what happened, once and for good.
CREATE TABLE fact (
    seq      INTEGER PRIMARY KEY,          -- order of arrival in this ledger
    id       TEXT    NOT NULL UNIQUE,      -- UUIDv7 here; the sender's record id for what was received
    author   TEXT    NOT NULL,             -- 'me', or the code of the sender
    number   INTEGER NOT NULL,             -- 1, 2, 3 … for each author
    kind     TEXT    NOT NULL,
    at       TEXT    NOT NULL,             -- local wall time with offset, RFC 3339
    day      TEXT    NOT NULL,             -- the local date it belongs to
    boot_ms  INTEGER NOT NULL,             -- the computer's own clock, cannot be set
    program  TEXT    NOT NULL,             -- version of the program that wrote it
    content  TEXT    NOT NULL,             -- version of the course it was written under
    corrects TEXT    REFERENCES fact (id), -- the fact that this one corrects
    reason   TEXT,                         -- why
    body     TEXT    NOT NULL,             -- JSON
    hash     TEXT    NOT NULL,             -- SHA-256 over the hash before it and every field above
    UNIQUE (author, number),
    CHECK ((corrects IS NULL) = (reason IS NULL))
) STRICT;
CREATE INDEX fact_kind ON fact (kind, author, day);

CREATE TRIGGER fact_is_final BEFORE UPDATE ON fact
BEGIN SELECT RAISE(ABORT, 'a fact is never changed'); END;
CREATE TRIGGER fact_stays BEFORE DELETE ON fact
BEGIN SELECT RAISE(ABORT, 'a fact is never removed'); END;

-- The last link of each author's chain, so that a cut-off end shows as well.
CREATE TABLE chain (
    author TEXT    PRIMARY KEY,
    number INTEGER NOT NULL,
    hash   TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

-- Keys that never leave this ledger.
CREATE TABLE secret (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER secret_is_final BEFORE UPDATE ON secret
BEGIN SELECT RAISE(ABORT, 'a key is never changed'); END;

-- Derived from facts; can be thrown away and made again.
CREATE TABLE practice_day (
    author           TEXT    NOT NULL,
    day              TEXT    NOT NULL,
    measured_seconds INTEGER NOT NULL,
    reported_minutes INTEGER NOT NULL,
    PRIMARY KEY (author, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE returned (
    author     TEXT NOT NULL,
    wave       TEXT NOT NULL,
    instrument TEXT NOT NULL,
    day        TEXT NOT NULL,
    PRIMARY KEY (author, wave, instrument)
) STRICT, WITHOUT ROWID;

CREATE TABLE roster (
    code   TEXT PRIMARY KEY,
    name   TEXT NOT NULL,
    arm    TEXT NOT NULL,
    ticket TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE letter (
    name     TEXT    PRIMARY KEY,          -- the file's name in the mailbox
    author   TEXT    NOT NULL,             -- the sender's code
    sender   TEXT    NOT NULL,             -- the key it was signed with
    sequence INTEGER NOT NULL,
    day      TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX letter_author ON letter (author, sequence);
