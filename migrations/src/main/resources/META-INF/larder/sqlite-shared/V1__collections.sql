-- Named collections in one set of tables, beside whatever else the database holds.
-- The tables have the same columns in every dialect; the classes that statements are made of are generated from this file.

CREATE TABLE larder_collection (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name VARCHAR NOT NULL UNIQUE
);

-- Whoever writes to a collection in turn locks its row.
CREATE TABLE larder_turn (
    collection BIGINT NOT NULL PRIMARY KEY
);

-- Sums over the rows of each collection, kept by the triggers below.
CREATE TABLE larder_tally (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    collection BIGINT NOT NULL,
    row_count BIGINT NOT NULL,
    byte_count BIGINT NOT NULL, -- of values that lie in chunks
    weight BIGINT NOT NULL -- of rows and chunks together
);

CREATE INDEX larder_tally_collection ON larder_tally (collection);

CREATE TABLE larder_entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    collection BIGINT NOT NULL,
    place BIGINT NOT NULL, -- in insertion order
    key_kind SMALLINT NOT NULL, -- 0 integer, 1 floating, 2 negative zero, 3 text, 4 bytes, 5 pickle
    key_head BLOB NOT NULL, -- the key in a form whose bytes have the order of keys: its first thousand bytes
    key_rest BLOB NOT NULL, -- and those behind them
    key_hash BLOB NOT NULL, -- of the rest, or empty if there is none
    store_time DOUBLE NOT NULL,
    expire_time DOUBLE, -- null for never
    access_time DOUBLE NOT NULL,
    access_count BIGINT NOT NULL,
    tag_kind SMALLINT,
    tag_code BLOB,
    tag_hash BLOB,
    encoding INTEGER NOT NULL,
    value_kind SMALLINT NOT NULL, -- 1 integer, 2 floating, 3 text, 4 bytes
    int_value BIGINT, -- also the bits of what is floating
    byte_value BLOB, -- also text, as UTF-8
    content BIGINT, -- whose chunks are the value; null if it lies in the row
    size BIGINT NOT NULL, -- bytes in chunks
    weight BIGINT NOT NULL,
    UNIQUE (collection, key_head, key_rest)
);

CREATE INDEX larder_entry_place ON larder_entry (collection, place);

CREATE INDEX larder_entry_expire ON larder_entry (collection, expire_time) WHERE expire_time IS NOT NULL;

CREATE INDEX larder_entry_tag ON larder_entry (collection, tag_hash) WHERE tag_hash IS NOT NULL;

CREATE INDEX larder_entry_store ON larder_entry (collection, store_time);

CREATE TABLE larder_chunk (
    collection BIGINT NOT NULL,
    content BIGINT NOT NULL,
    seq INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (collection, content, seq)
);

CREATE TABLE larder_setting (
    collection BIGINT NOT NULL,
    name VARCHAR NOT NULL,
    value_kind SMALLINT NOT NULL,
    int_value BIGINT,
    byte_value BLOB,
    PRIMARY KEY (collection, name)
);

CREATE TABLE larder_lease (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    collection BIGINT NOT NULL,
    kind VARCHAR NOT NULL,
    key_head BLOB NOT NULL,
    key_hash BLOB NOT NULL,
    owner VARCHAR NOT NULL,
    end_time DOUBLE NOT NULL,
    note BLOB,
    UNIQUE (collection, kind, key_head, key_hash, owner)
);

CREATE INDEX larder_lease_end ON larder_lease (collection, kind, end_time);

CREATE TABLE larder_work (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    collection BIGINT NOT NULL,
    state SMALLINT NOT NULL, -- 0 ready, 1 delayed, 2 in flight, 3 dead
    priority INTEGER NOT NULL,
    put_time DOUBLE NOT NULL,
    due_time DOUBLE, -- when the delay or the lease ends; only of what is delayed or in flight
    attempts INTEGER NOT NULL,
    token VARCHAR, -- of the last delivery; with the id its receipt
    dedup BLOB,
    dedup_hash BLOB, -- of the deduplication key, as long as the item is not dead
    dead_time DOUBLE,
    reason BLOB,
    encoding INTEGER NOT NULL,
    value_kind SMALLINT NOT NULL,
    int_value BIGINT,
    byte_value BLOB,
    content BIGINT,
    size BIGINT NOT NULL,
    UNIQUE (collection, dedup_hash)
);

CREATE INDEX larder_work_ready ON larder_work (collection, state, priority DESC, id);

CREATE INDEX larder_work_due ON larder_work (collection, due_time) WHERE due_time IS NOT NULL;

CREATE TRIGGER larder_entry_insert AFTER INSERT ON larder_entry FOR EACH ROW BEGIN
    UPDATE larder_tally SET row_count = row_count + 1, byte_count = byte_count + NEW.size, weight = weight + NEW.weight
    WHERE collection = NEW.collection;
END;

CREATE TRIGGER larder_entry_update AFTER UPDATE OF size, weight ON larder_entry FOR EACH ROW
    WHEN NEW.size <> OLD.size OR NEW.weight <> OLD.weight BEGIN
    UPDATE larder_tally SET byte_count = byte_count + NEW.size - OLD.size, weight = weight + NEW.weight - OLD.weight
    WHERE collection = NEW.collection;
END;

CREATE TRIGGER larder_entry_delete AFTER DELETE ON larder_entry FOR EACH ROW BEGIN
    UPDATE larder_tally SET row_count = row_count - 1, byte_count = byte_count - OLD.size, weight = weight - OLD.weight
    WHERE collection = OLD.collection;
END;
