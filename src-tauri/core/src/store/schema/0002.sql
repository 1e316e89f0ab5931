-- What is being written and not kept yet: no facts, replaced while somebody types.
CREATE TABLE draft (
    name TEXT PRIMARY KEY,                 -- what it is for
    body TEXT NOT NULL                     -- JSON
) STRICT, WITHOUT ROWID;
