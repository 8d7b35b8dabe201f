-- Rights that end by themselves: who is loading a value, who holds a permit. Python does not know this table and leaves it alone; what lies
-- here does not count as an entry. The key is compared as in Cache, so it has no type either.

CREATE TABLE IF NOT EXISTS larder_lease (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    key BLOB NOT NULL,
    raw INTEGER NOT NULL,
    owner TEXT NOT NULL,
    expire_time REAL NOT NULL,
    note TEXT
);

CREATE UNIQUE INDEX IF NOT EXISTS larder_lease_holder ON larder_lease (kind, key, raw, owner);

CREATE INDEX IF NOT EXISTS larder_lease_end ON larder_lease (kind, expire_time);
