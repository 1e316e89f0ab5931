-- Hand-ins that were sealed and of which no receipt has come back: no facts, taken out again.
CREATE TABLE parcel (
    channel  TEXT    NOT NULL,
    sequence INTEGER NOT NULL,
    due_at   INTEGER NOT NULL,             -- when it may go out by itself, Unix seconds
    mailed   INTEGER NOT NULL,             -- 1 once it lies in the mailbox
    sent     TEXT    NOT NULL,             -- the body of the fact that it went out, JSON
    bytes    BLOB    NOT NULL,
    PRIMARY KEY (channel, sequence)
) STRICT, WITHOUT ROWID;

-- Files of the mailbox from which nothing was taken.
CREATE TABLE set_aside (
    name     TEXT PRIMARY KEY,
    why      TEXT NOT NULL,                -- in words; empty for a copy of one that was taken
    first_on TEXT NOT NULL                 -- the day it was first seen
) STRICT, WITHOUT ROWID;

-- What a hand-in says about its place among its sender's.
ALTER TABLE letter ADD COLUMN restored TEXT NOT NULL DEFAULT '';
ALTER TABLE letter ADD COLUMN hash     TEXT NOT NULL DEFAULT '';
ALTER TABLE letter ADD COLUMN previous TEXT NOT NULL DEFAULT '';
