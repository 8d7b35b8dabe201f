package dev.larder.storage.jooq;

import org.jooq.Query;

/**
 * What the statements of the catalogue are: typed queries on the generated tables, by topic in the classes named here.
 */
final class Definitions {

    private Definitions() {}

    /** @param withValue whether rows are returned with their values */
    static Query of(Sql sql, boolean withValue) {
        return switch (sql) {
            case FIND_VALUE -> FindDefinitions.value();
            case FIND -> FindDefinitions.row(withValue);
            case FIND_MANY -> FindDefinitions.rows(withValue);

            case OLDEST -> EndDefinitions.oldest(withValue);
            case NEWEST -> EndDefinitions.newest(withValue);
            case NUMBER_FRONT -> EndDefinitions.numberFront(withValue);
            case NUMBER_BACK -> EndDefinitions.numberBack(withValue);
            case NAME_FRONT -> EndDefinitions.nameFront(withValue);
            case NAME_BACK -> EndDefinitions.nameBack(withValue);

            case COUNT_NUMBERS -> QueueDefinitions.countNumbers();
            case COUNT_NAMES -> QueueDefinitions.countNames();
            case LEAST_NUMBER -> QueueDefinitions.leastNumber();
            case GREATEST_NUMBER -> QueueDefinitions.greatestNumber();
            case RENUMBER_NUMBERS -> QueueDefinitions.renumberNumbers();
            case RENUMBER_NAMES -> QueueDefinitions.renumberNames();

            case PAGE -> PageDefinitions.page(withValue);
            case PAGE_BACKWARD -> PageDefinitions.pageBackward(withValue);
            case PAGE_IN_RANGE -> PageDefinitions.pageInRange(withValue);
            case PAGE_IN_RANGE_BACKWARD -> PageDefinitions.pageInRangeBackward(withValue);
            case PAGE_BY_KEY -> PageDefinitions.pageByKey(withValue);
            case PAGE_BY_KEY_BACKWARD -> PageDefinitions.pageByKeyBackward(withValue);
            case PAGE_OF_KEYS -> PageDefinitions.pageOfKeys(withValue);
            case PAGE_OF_KEYS_BACKWARD -> PageDefinitions.pageOfKeysBackward(withValue);
            case PAGE_WITH_FILES -> PageDefinitions.pageWithFiles();
            case COUNT_BY_KEY -> PageDefinitions.countByKey();
            case COUNT_OF_KEYS -> PageDefinitions.countOfKeys();

            case EXPIRED -> PurgeDefinitions.expired();
            case TAGGED -> PurgeDefinitions.tagged();
            case UP_TO -> PurgeDefinitions.upTo();
            case STORED_LONGEST_AGO -> PurgeDefinitions.storedLongestAgo();
            case USED_LONGEST_AGO -> PurgeDefinitions.usedLongestAgo();
            case USED_LEAST -> PurgeDefinitions.usedLeast();
            case EARLIEST_EXPIRY -> PurgeDefinitions.earliestExpiry();

            case UPSERT_INLINE -> WriteDefinitions.upsertInline();
            case UPSERT_INLINE_BEHIND_ROOM -> WriteDefinitions.upsertInlineBehindRoom();
            case INSERT_IF_ABSENT -> WriteDefinitions.insertIfAbsent();
            case INSERT_IF_ABSENT_BEHIND_ROOM -> WriteDefinitions.insertIfAbsentBehindRoom();
            case REPLACE -> WriteDefinitions.replace();
            case SET_NUMBER -> WriteDefinitions.setNumber();
            case SET_NUMBER_AND_ACCESS_TIME -> WriteDefinitions.setNumberAndAccessTime();
            case SET_NUMBER_AND_ACCESS_COUNT -> WriteDefinitions.setNumberAndAccessCount();
            case TOUCH_LIVE -> WriteDefinitions.touchLive();
            case TOUCH -> WriteDefinitions.touch();
            case CORRECT_SIZE -> WriteDefinitions.correctSize();
            case RAISE_ACCESS_TIME -> WriteDefinitions.raiseAccessTime();
            case ADD_ACCESS_COUNT -> WriteDefinitions.addAccessCount();
            case REMOVE_LIVE -> WriteDefinitions.removeLive(withValue);
            case DELETE -> WriteDefinitions.delete();

            case LEASES -> LeaseDefinitions.leases();
            case COUNT_LEASES_OF_OTHERS -> LeaseDefinitions.countOfOthers();
            case PUT_LEASE -> LeaseDefinitions.put();
            case EXTEND_LEASE -> LeaseDefinitions.extend();
            case DELETE_LEASE -> LeaseDefinitions.delete();
            case DELETE_ENDED_LEASES -> LeaseDefinitions.deleteEnded();

            case OFFER_WORK -> WorkDefinitions.offer();
            case FIRST_WORK -> WorkDefinitions.first();
            case BURY_ENDED_WORK -> WorkDefinitions.buryEnded();
            case WAKE_WORK -> WorkDefinitions.wake();
            case CLAIM_WORK -> WorkDefinitions.claim();
            case FINISH_WORK -> WorkDefinitions.finish();
            case GIVE_BACK_WORK -> WorkDefinitions.giveBack();
            case EXTEND_WORK -> WorkDefinitions.extend();
            case BURY_WORK -> WorkDefinitions.bury();
            case DEAD_WORK -> WorkDefinitions.dead(withValue);
            case REVIVE_WORK -> WorkDefinitions.revive();
            case PURGE_DEAD_WORK -> WorkDefinitions.purgeDead();
            case COUNT_WORK -> WorkDefinitions.counts();
            case WORK_WITH_FILES -> WorkDefinitions.withFiles();
            case BURY_DAMAGED_WORK -> WorkDefinitions.buryDamaged();

            case EVERY_LEASE -> CopyDefinitions.everyLease();
            case EVERY_ROW -> CopyDefinitions.everyRow();
            case INSERT_COPY -> CopyDefinitions.insertCopy();

            case FIRST_POSITION -> PositionDefinitions.firstPosition();
            case LAST_POSITION -> PositionDefinitions.lastPosition();
            case MOVE -> PositionDefinitions.move();
            case MOVE_ALL -> PositionDefinitions.moveAll();

            case RECOUNT -> CounterDefinitions.recount();
            case SETTINGS -> CounterDefinitions.settings();
            case SETTING -> CounterDefinitions.setting();
            case ADD_TO_SETTING -> CounterDefinitions.addToSetting();
            case PUT_SETTING -> CounterDefinitions.putSetting();

            case INDEX_NAMES -> SchemaDefinitions.indexNames();
            case CREATE_STORE_TIME_INDEX -> SchemaDefinitions.createStoreTimeIndex();
            case CREATE_ACCESS_TIME_INDEX -> SchemaDefinitions.createAccessTimeIndex();
            case CREATE_ACCESS_COUNT_INDEX -> SchemaDefinitions.createAccessCountIndex();
            case CREATE_TAG_INDEX -> SchemaDefinitions.createTagIndex();
            case DROP_STORE_TIME_INDEX -> SchemaDefinitions.drop(SchemaDefinitions.STORE_TIME_INDEX);
            case DROP_ACCESS_TIME_INDEX -> SchemaDefinitions.drop(SchemaDefinitions.ACCESS_TIME_INDEX);
            case DROP_ACCESS_COUNT_INDEX -> SchemaDefinitions.drop(SchemaDefinitions.ACCESS_COUNT_INDEX);
            case DROP_TAG_INDEX -> SchemaDefinitions.drop(SchemaDefinitions.TAG_INDEX);

            case TABLE_NAMES -> SchemaDefinitions.tableNames();
            case SCHEMA_VERSION -> SchemaDefinitions.schemaVersion();
        };
    }
}
