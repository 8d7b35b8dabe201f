-- The work queue: items that are handed out under leases. Python does not know this table and leaves it alone; what lies here does not count as
-- an entry. A large value lies in a file under cache.db.queue, whose name Python's check spares.

CREATE TABLE IF NOT EXISTS larder_work (
    id INTEGER PRIMARY KEY,
    state INTEGER NOT NULL, -- 0 ready, 1 delayed, 2 in flight, 3 dead
    priority INTEGER NOT NULL,
    put_time REAL NOT NULL,
    due_time REAL, -- when the delay or the lease ends; only of what is delayed or in flight
    attempts INTEGER NOT NULL,
    token TEXT, -- of the last delivery; with the id its receipt
    dedup TEXT,
    dead_time REAL,
    reason TEXT,
    mode INTEGER NOT NULL,
    filename TEXT,
    size INTEGER NOT NULL,
    value BLOB
);

CREATE INDEX IF NOT EXISTS larder_work_ready ON larder_work (state, priority DESC) WHERE state = 0;

CREATE INDEX IF NOT EXISTS larder_work_due ON larder_work (due_time, state) WHERE due_time IS NOT NULL;

CREATE INDEX IF NOT EXISTS larder_work_dead ON larder_work (state) WHERE state = 3;

CREATE UNIQUE INDEX IF NOT EXISTS larder_work_dedup ON larder_work (dedup) WHERE dedup IS NOT NULL AND state < 3;
