-- What is being written and not kept yet: no facts, replaced while somebody types.
CREATE TABLE draft (
    name TEXT PRIMARY KEY,                 -- what it is for
    body TEXT NOT NULL                     -- JSON
) STRICT, WITHOUT ROWID;

-- What a fact carries from now on, besides what it carried before.
ALTER TABLE fact ADD COLUMN form INTEGER NOT NULL DEFAULT 1; -- which fields the hash covers: see fact.rs
ALTER TABLE fact ADD COLUMN zone TEXT;                       -- the time zone's IANA name, where known
ALTER TABLE fact ADD COLUMN boot TEXT NOT NULL DEFAULT '';   -- which run of the computer boot_ms counts from
