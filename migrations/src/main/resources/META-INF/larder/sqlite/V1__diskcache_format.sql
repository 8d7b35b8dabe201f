-- The format of Python DiskCache 5.4 to 5.6. Every statement may find its object there: in a directory that Python has made, what is
-- there stays as it is, in the shape that the version gave it. The index of the eviction policy and the index of tags depend on settings;
-- they are made when a store is opened.

CREATE TABLE IF NOT EXISTS Settings (
    key TEXT NOT NULL UNIQUE,
    value
);

CREATE TABLE IF NOT EXISTS Cache (
    rowid INTEGER PRIMARY KEY,
    key BLOB,
    raw INTEGER,
    store_time REAL,
    expire_time REAL,
    access_time REAL,
    access_count INTEGER DEFAULT 0,
    tag BLOB,
    size INTEGER DEFAULT 0,
    mode INTEGER DEFAULT 0,
    filename TEXT,
    value BLOB
);

CREATE UNIQUE INDEX IF NOT EXISTS Cache_key_raw ON Cache (key, raw);

CREATE INDEX IF NOT EXISTS Cache_expire_time ON Cache (expire_time) WHERE expire_time IS NOT NULL;

CREATE TRIGGER IF NOT EXISTS Settings_count_insert AFTER INSERT ON Cache FOR EACH ROW
BEGIN
    UPDATE Settings SET value = value + 1 WHERE key = 'count';
END;

CREATE TRIGGER IF NOT EXISTS Settings_count_delete AFTER DELETE ON Cache FOR EACH ROW
BEGIN
    UPDATE Settings SET value = value - 1 WHERE key = 'count';
END;

CREATE TRIGGER IF NOT EXISTS Settings_size_insert AFTER INSERT ON Cache FOR EACH ROW
BEGIN
    UPDATE Settings SET value = value + NEW.size WHERE key = 'size';
END;

-- Only when the size is written: recording an access must not write Settings. Python looks at the trigger's name alone.
CREATE TRIGGER IF NOT EXISTS Settings_size_update AFTER UPDATE OF size ON Cache FOR EACH ROW
BEGIN
    UPDATE Settings SET value = value + NEW.size - OLD.size WHERE key = 'size';
END;

CREATE TRIGGER IF NOT EXISTS Settings_size_delete AFTER DELETE ON Cache FOR EACH ROW
BEGIN
    UPDATE Settings SET value = value - OLD.size WHERE key = 'size';
END;

INSERT OR IGNORE INTO Settings (key, value) VALUES
    ('statistics', 0),
    ('tag_index', 0),
    ('eviction_policy', 'least-recently-stored'),
    ('size_limit', 1073741824),
    ('cull_limit', 10),
    ('sqlite_auto_vacuum', 1),
    ('sqlite_cache_size', 8192),
    ('sqlite_journal_mode', 'wal'),
    ('sqlite_mmap_size', 67108864),
    ('sqlite_synchronous', 1),
    ('disk_min_file_size', 32768),
    ('disk_pickle_protocol', 5),
    ('count', 0),
    ('size', 0),
    ('hits', 0),
    ('misses', 0);
