package dev.larder.storage.jooq;

import static dev.larder.storage.jooq.schema.Tables.CACHE;
import static dev.larder.storage.jooq.schema.Tables.LARDER_LEASE;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;

import org.jooq.Query;

/** Statements that carry all that a store holds to others; columns of rows are in the order of {@link StoredRow}. */
final class CopyDefinitions {

    private CopyDefinitions() {}

    /** Those too that are never listed. */
    static Query everyRow() {
        return select(
                        CACHE.KEY,
                        CACHE.RAW,
                        CACHE.STORE_TIME,
                        CACHE.EXPIRE_TIME,
                        CACHE.ACCESS_TIME,
                        CACHE.ACCESS_COUNT,
                        CACHE.TAG,
                        CACHE.SIZE,
                        CACHE.MODE,
                        CACHE.FILENAME,
                        CACHE.VALUE)
                .from(CACHE)
                .orderBy(CACHE.ROWID.asc());
    }

    static Query everyLease() {
        return select(
                        LARDER_LEASE.KIND,
                        LARDER_LEASE.KEY,
                        LARDER_LEASE.RAW,
                        LARDER_LEASE.OWNER,
                        LARDER_LEASE.EXPIRE_TIME,
                        LARDER_LEASE.NOTE)
                .from(LARDER_LEASE)
                .orderBy(LARDER_LEASE.ID.asc());
    }

    static Query insertCopy() {
        return insertInto(CACHE)
                .columns(
                        CACHE.KEY,
                        CACHE.RAW,
                        CACHE.STORE_TIME,
                        CACHE.EXPIRE_TIME,
                        CACHE.ACCESS_TIME,
                        CACHE.ACCESS_COUNT,
                        CACHE.TAG,
                        CACHE.SIZE,
                        CACHE.MODE,
                        CACHE.FILENAME,
                        CACHE.VALUE)
                .values(
                        param("key", CACHE.KEY),
                        param("raw", CACHE.RAW),
                        param("storeTime", CACHE.STORE_TIME),
                        param("expireTime", CACHE.EXPIRE_TIME),
                        param("accessTime", CACHE.ACCESS_TIME),
                        param("accessCount", CACHE.ACCESS_COUNT),
                        param("tag", CACHE.TAG),
                        param("size", CACHE.SIZE),
                        param("mode", CACHE.MODE),
                        param("filename", CACHE.FILENAME),
                        param("value", CACHE.VALUE))
                .onConflict(CACHE.KEY, CACHE.RAW)
                .doNothing();
    }
}
