-- The sit under way, as it would be noted if it ended now: one row, written again every few
-- seconds, so that a power cut loses no more. It is not a fact yet, and goes when the facts come.
CREATE TABLE running (
    one  INTEGER PRIMARY KEY CHECK (one = 1),
    body TEXT    NOT NULL                  -- JSON
) STRICT;
