package dev.larder.storage.jooq;

import static dev.larder.storage.jooq.schema.Tables.CACHE;
import static org.jooq.impl.DSL.createIndexIfNotExists;
import static org.jooq.impl.DSL.dropIndexIfExists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** Statements on the schema itself: the indexes that depend on settings, and what there is. */
final class SchemaDefinitions {

    static final String STORE_TIME_INDEX = "Cache_store_time";
    static final String ACCESS_TIME_INDEX = "Cache_access_time";
    static final String ACCESS_COUNT_INDEX = "Cache_access_count";
    static final String TAG_INDEX = "Cache_tag_rowid";

    private static final Table<Record> OBJECTS = table(name("sqlite_master"));
    private static final Field<String> TYPE = field(name("type"), SQLDataType.VARCHAR);
    private static final Field<String> NAME = field(name("name"), SQLDataType.VARCHAR);
    private static final Table<Record> HISTORY = table(name(Schema.HISTORY));
    private static final Field<String> VERSION = field(name("version"), SQLDataType.VARCHAR);
    private static final Field<Integer> SUCCESS = field(name("success"), SQLDataType.INTEGER);

    private SchemaDefinitions() {}

    static Query indexNames() {
        return select(NAME).from(OBJECTS).where(TYPE.eq(inline("index")));
    }

    static Query createStoreTimeIndex() {
        return createIndexIfNotExists(STORE_TIME_INDEX).on(CACHE, CACHE.STORE_TIME);
    }

    static Query createAccessTimeIndex() {
        return createIndexIfNotExists(ACCESS_TIME_INDEX).on(CACHE, CACHE.ACCESS_TIME);
    }

    static Query createAccessCountIndex() {
        return createIndexIfNotExists(ACCESS_COUNT_INDEX).on(CACHE, CACHE.ACCESS_COUNT);
    }

    static Query createTagIndex() {
        return createIndexIfNotExists(TAG_INDEX)
                .on(CACHE, CACHE.TAG, CACHE.ROWID)
                .where(CACHE.TAG.isNotNull());
    }

    static Query drop(String index) {
        return dropIndexIfExists(index);
    }

    static Query tableNames() {
        return select(NAME).from(OBJECTS).where(TYPE.eq(inline("table")));
    }

    static Query schemaVersion() {
        return select(max(VERSION.cast(SQLDataType.INTEGER))).from(HISTORY).where(SUCCESS.eq(inline(1)));
    }
}
