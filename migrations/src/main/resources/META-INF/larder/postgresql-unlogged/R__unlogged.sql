-- Beside the migrations of the folder postgresql: entries, their chunks and their sums are not written to the server's log. That makes writing them
-- cheaper, and empties them when the server crashes. Names, settings and leases stay; of other collections than caches there must be none.

DO $$
BEGIN
    IF EXISTS (SELECT FROM larder_work)
        OR EXISTS (
            SELECT FROM larder_setting
            WHERE name = 'larder_kind' AND byte_value IN ('deque'::BYTEA, 'index'::BYTEA, 'queue'::BYTEA)
        )
    THEN
        RAISE EXCEPTION 'The tables in the schema % hold deques, indexes or queues, which a crash of the server must not empty', current_schema();
    END IF;
END
$$;

ALTER TABLE larder_entry SET UNLOGGED;

ALTER TABLE larder_chunk SET UNLOGGED;

ALTER TABLE larder_tally SET UNLOGGED;

-- No collection has this number: by this row it is known.
INSERT INTO larder_setting (collection, name, value_kind, int_value) VALUES (0, 'larder_unlogged', 1, 1)
ON CONFLICT (collection, name) DO NOTHING;
