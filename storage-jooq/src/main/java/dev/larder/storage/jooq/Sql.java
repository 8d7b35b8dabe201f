package dev.larder.storage.jooq;

import java.util.List;

/**
 * The statements of the catalogue, with the names of their parameters in the order in which they are bound.
 * {@link Definitions} says what each of them is. Those that return rows of the table exist twice, with the value and
 * without.
 */
enum Sql {
    FIND_VALUE("key", "raw"),
    FIND("key", "raw"),
    FIND_MANY(Sql.manyKeysAndRaw()),

    OLDEST("after", "now", "offset"),
    NEWEST("before", "now", "offset"),
    NUMBER_FRONT("after", "before", "now", "offset"),
    NUMBER_BACK("after", "before", "now", "offset"),
    NAME_FRONT("after", "before", "bytes", "now", "offset"),
    NAME_BACK("after", "before", "bytes", "now", "offset"),

    COUNT_NUMBERS("after", "before", "now"),
    COUNT_NAMES("after", "before", "bytes", "now"),
    LEAST_NUMBER("after", "before"),
    GREATEST_NUMBER("after", "before"),
    RENUMBER_NUMBERS("base", "sign", "after", "before"),
    RENUMBER_NAMES("start", "base", "sign", "after", "before", "bytes"),

    PAGE("after", "upTo", "limit"),
    PAGE_BACKWARD("after", "upTo", "limit"),
    PAGE_IN_RANGE("after", "upTo", "afterKey", "afterRaw", "beforeKey", "beforeKey", "beforeRaw", "limit"),
    PAGE_IN_RANGE_BACKWARD("after", "upTo", "afterKey", "afterRaw", "beforeKey", "beforeKey", "beforeRaw", "limit"),
    PAGE_BY_KEY("afterKey", "afterRaw", "limit"),
    PAGE_BY_KEY_BACKWARD("afterKey", "afterRaw", "limit"),
    PAGE_OF_KEYS("afterKey", "afterRaw", "beforeKey", "beforeRaw", "limit"),
    PAGE_OF_KEYS_BACKWARD("afterKey", "afterRaw", "beforeKey", "beforeRaw", "limit"),
    PAGE_WITH_FILES("after", "limit"),
    COUNT_BY_KEY("afterKey", "afterRaw"),
    COUNT_OF_KEYS("afterKey", "afterRaw", "beforeKey", "beforeRaw"),

    EXPIRED("before", "limit"),
    TAGGED("tag", "limit"),
    UP_TO("position", "limit"),
    STORED_LONGEST_AGO("limit"),
    USED_LONGEST_AGO("limit"),
    USED_LEAST("limit"),
    EARLIEST_EXPIRY,

    UPSERT_INLINE("key", "raw", "storeTime", "expireTime", "accessTime", "tag", "mode", "value"),
    UPSERT_INLINE_BEHIND_ROOM("first", "key", "raw", "storeTime", "expireTime", "accessTime", "tag", "mode", "value"),
    INSERT_IF_ABSENT("key", "raw", "storeTime", "expireTime", "accessTime", "tag", "size", "mode", "filename", "value"),
    INSERT_IF_ABSENT_BEHIND_ROOM(
            "first", "key", "raw", "storeTime", "expireTime", "accessTime", "tag", "size", "mode", "filename", "value"),
    REPLACE("storeTime", "expireTime", "accessTime", "tag", "size", "mode", "filename", "value", "rowid"),
    SET_NUMBER("storeTime", "value", "rowid"),
    SET_NUMBER_AND_ACCESS_TIME("storeTime", "value", "accessTime", "rowid"),
    SET_NUMBER_AND_ACCESS_COUNT("storeTime", "value", "rowid"),
    TOUCH_LIVE("expireTime", "key", "raw", "now"),
    TOUCH("expireTime", "rowid"),
    CORRECT_SIZE("size", "rowid"),
    RAISE_ACCESS_TIME("time", "rowid", "time"),
    ADD_ACCESS_COUNT("times", "rowid", "time"),
    REMOVE_LIVE("key", "raw", "now"),
    DELETE("rowid"),

    LEASES("kind", "key", "raw"),
    COUNT_LEASES_OF_OTHERS("kind", "key", "raw", "owner", "now"),
    PUT_LEASE("kind", "key", "raw", "owner", "expireTime", "note"),
    EXTEND_LEASE("expireTime", "kind", "key", "raw", "owner", "now"),
    DELETE_LEASE("kind", "key", "raw", "owner"),
    DELETE_ENDED_LEASES("kind", "now", "limit"),

    OFFER_WORK("state", "priority", "putTime", "dueTime", "dedup", "mode", "filename", "size", "value"),
    FIRST_WORK,
    BURY_ENDED_WORK("now", "reason", "now", "maxAttempts"),
    WAKE_WORK("now", "limit"),
    CLAIM_WORK("dueTime", "token", "limit"),
    FINISH_WORK("id", "token"),
    GIVE_BACK_WORK("state", "dueTime", "id", "token"),
    EXTEND_WORK("dueTime", "id", "token"),
    BURY_WORK("now", "reason", "id", "token"),
    DEAD_WORK("after", "limit"),
    REVIVE_WORK("id", "token"),
    PURGE_DEAD_WORK("id", "token"),
    COUNT_WORK("now", "now", "now"),
    WORK_WITH_FILES("after", "limit"),
    BURY_DAMAGED_WORK("token", "now", "reason", "newFilename", "size", "id", "filename"),

    EVERY_LEASE,
    EVERY_ROW,
    INSERT_COPY(
            "key",
            "raw",
            "storeTime",
            "expireTime",
            "accessTime",
            "accessCount",
            "tag",
            "size",
            "mode",
            "filename",
            "value"),

    FIRST_POSITION,
    LAST_POSITION,
    MOVE("to", "rowid"),
    MOVE_ALL("by"),
    RECOUNT,
    SETTINGS,
    SETTING("key"),
    ADD_TO_SETTING("delta", "key"),
    PUT_SETTING("key", "value"),

    INDEX_NAMES,
    CREATE_STORE_TIME_INDEX,
    CREATE_ACCESS_TIME_INDEX,
    CREATE_ACCESS_COUNT_INDEX,
    CREATE_TAG_INDEX,
    DROP_STORE_TIME_INDEX,
    DROP_ACCESS_TIME_INDEX,
    DROP_ACCESS_COUNT_INDEX,
    DROP_TAG_INDEX,

    TABLE_NAMES,
    SCHEMA_VERSION;

    /** How many keys {@link #FIND_MANY} takes. */
    static final int MANY = 32;

    /** Length of an array with a place for each statement, with values and without. */
    static final int SLOTS = 2 * values().length;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> parameters;

    Sql(String... parameters) {
        this.parameters = List.of(parameters);
    }

    private static String[] manyKeysAndRaw() {
        String[] names = new String[MANY + 1];
        for (int i = 0; i < MANY; i++) {
            names[i] = "key" + i;
        }
        names[MANY] = "raw";
        return names;
    }

    /** Names of the parameters, in the order of their indexes; a name may occur twice. */
    List<String> parameters() {
        return parameters;
    }

    /** Its place in arrays of {@link #SLOTS} elements. */
    @SuppressWarnings("EnumOrdinal") // never stored
    int slot(boolean withValue) {
        return 2 * ordinal() + (withValue ? 1 : 0);
    }
}
