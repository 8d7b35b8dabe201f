package dev.larder.storage.tables;

import java.util.function.Function;
import org.jooq.Query;

/** The statements there are; what they say is in the classes named here. */
enum Sql {
    COMMIT(any -> TransactionStatements.commit()),
    BE_SERIAL(any -> TransactionStatements.beSerial()),
    BOUND_LOCKS(any -> TransactionStatements.boundLocks()),

    FIND_COLLECTION(any -> CollectionStatements.find()),
    INSERT_COLLECTION(any -> CollectionStatements.insert()),
    COLLECTION_NAMES(any -> CollectionStatements.names()),
    INSERT_TURN(any -> CollectionStatements.insertTurn()),
    LOCK_COLLECTION(CollectionStatements::lock),
    LOCK_TIMEOUT(any -> CollectionStatements.lockTimeout()),
    INSERT_TALLY(any -> CollectionStatements.insertTally()),
    TALLY(any -> CollectionStatements.tally()),
    DELETE_NOTES(any -> CollectionStatements.deleteNotes()),
    INSERT_NOTE(any -> CollectionStatements.insertNote()),
    CORRECT_TALLY(any -> CollectionStatements.correctTally()),
    RECOUNT(any -> CollectionStatements.recount()),
    SETTINGS(any -> CollectionStatements.settings()),
    PUT_SETTING(any -> CollectionStatements.putSetting()),
    ADD_TO_SETTING(any -> CollectionStatements.addToSetting()),

    FIND(any -> EntryStatements.find(false)),
    FIND_VALUE(any -> EntryStatements.find(true)),
    FIND_ALL(any -> EntryStatements.findAll(false)),
    FIND_ALL_VALUES(any -> EntryStatements.findAll(true)),
    FIND_ALL_FOR_CHANGE(any -> EntryStatements.findAllForChange()),
    FIND_FOR_CHANGE(dialect -> EntryStatements.findForChange(dialect, false)),
    FIND_VALUE_FOR_CHANGE(dialect -> EntryStatements.findForChange(dialect, true)),
    INSERT(EntryStatements::insert),
    UPSERT(EntryStatements::upsert),
    INSERT_OR_REPLACE_EXPIRED(EntryStatements::insertOrReplaceExpired),
    INSERT_OR_ADD(EntryStatements::insertOrAdd),
    ADD(any -> EntryStatements.add()),
    REPLACE(any -> EntryStatements.replace()),
    SET_NUMBER(any -> EntryStatements.setNumber()),
    SET_KEY(any -> EntryStatements.setKey()),
    TOUCH(any -> EntryStatements.touch()),
    TOUCH_LIVE(any -> EntryStatements.touchLive()),
    DELETE(any -> EntryStatements.delete()),
    REMOVE_LIVE(any -> EntryStatements.removeLive()),
    REPLACE_IF(any -> ConditionalStatements.replace(false)),
    REPLACE_VALUE_IF(any -> ConditionalStatements.replace(true)),
    REMOVE_IF(any -> ConditionalStatements.remove()),
    RAISE_ACCESS_TIME(any -> EntryStatements.raiseAccessTime()),
    ADD_ACCESSES(any -> EntryStatements.addAccesses()),
    FIRST_PLACE(any -> EntryStatements.firstPlace()),
    LAST_PLACE(any -> EntryStatements.lastPlace()),
    MOVE(any -> EntryStatements.move()),
    MOVE_LAST(EntryStatements::moveLast),

    TAKE_FIRST(any -> QueueStatements.take(false)),
    TAKE_LAST(any -> QueueStatements.take(true)),
    TAKE_FIRST_BY_PLACE(any -> QueueStatements.takeByPlace(false)),
    TAKE_LAST_BY_PLACE(any -> QueueStatements.takeByPlace(true)),
    ANY_IN_QUEUE(any -> QueueStatements.any()),
    ANY_BY_PLACE(any -> QueueStatements.anyByPlace()),
    APPEND_FIRST(any -> QueueStatements.append(false, false)),
    APPEND_LAST(any -> QueueStatements.append(true, false)),
    APPEND_FIRST_BOUNDED(any -> QueueStatements.append(false, true)),
    APPEND_LAST_BOUNDED(any -> QueueStatements.append(true, true)),

    PAGE(any -> ListStatements.byPlace(false, false)),
    PAGE_VALUES(any -> ListStatements.byPlace(false, true)),
    PAGE_BACKWARD(any -> ListStatements.byPlace(true, false)),
    PAGE_VALUES_BACKWARD(any -> ListStatements.byPlace(true, true)),
    PAGE_BY_KEY(any -> ListStatements.byKey(false, false)),
    PAGE_VALUES_BY_KEY(any -> ListStatements.byKey(false, true)),
    PAGE_BY_KEY_BACKWARD(any -> ListStatements.byKey(true, false)),
    PAGE_VALUES_BY_KEY_BACKWARD(any -> ListStatements.byKey(true, true)),
    COUNT_KEYS(any -> ListStatements.countKeys()),
    EXPIRED(ListStatements::expired),
    TAGGED(ListStatements::tagged),
    UP_TO(ListStatements::upTo),
    WITH_KEYS(ListStatements::withKeys),
    STORED_LONGEST_AGO(ListStatements::storedLongestAgo),
    USED_LONGEST_AGO(ListStatements::usedLongestAgo),
    USED_LEAST(ListStatements::usedLeast),
    EARLIEST_EXPIRY(any -> ListStatements.earliestExpiry()),
    WITH_CONTENT(any -> ListStatements.withContent()),

    CHUNK(any -> ChunkStatements.chunk()),
    INSERT_CHUNK(any -> ChunkStatements.insert()),
    DELETE_CHUNKS(any -> ChunkStatements.delete()),
    CHUNK_BYTES(any -> ChunkStatements.bytes()),
    UNUSED_CONTENTS(any -> ChunkStatements.unused()),

    LEASES(any -> LeaseStatements.leases()),
    COUNT_LEASES_OF_OTHERS(any -> LeaseStatements.countOfOthers()),
    PUT_LEASE(any -> LeaseStatements.put()),
    PUT_LEASE_IF_FREE(any -> LeaseStatements.putIfFree()),
    EXTEND_LEASE(any -> LeaseStatements.extend()),
    DELETE_LEASE(any -> LeaseStatements.delete()),
    ENDED_LEASES(any -> LeaseStatements.ended()),
    DELETE_LEASE_BY_ID(any -> LeaseStatements.deleteById()),
    TAKE_SWEEP(any -> LeaseStatements.takeSweep()),
    END_SWEEP(any -> LeaseStatements.endSweep()),

    OFFER_WORK(any -> WorkStatements.offer()),
    ANY_READY_WORK(any -> WorkStatements.anyReady()),
    FIRST_DUE_WORK(any -> WorkStatements.firstDue()),
    DUE_WORK(WorkStatements::due),
    READY_WORK(WorkStatements::ready),
    BURY_WORK_BY_ID(any -> WorkStatements.buryById()),
    WAKE_WORK(any -> WorkStatements.wake()),
    CLAIM_WORK(any -> WorkStatements.claim()),
    WAKE_OR_BURY_WORK(any -> WorkStatements.wakeOrBury()),
    CLAIM_READY_WORK(any -> WorkStatements.claimReady()),
    DELETE_INLINE_WORK(any -> WorkStatements.deleteInline()),
    WORK_CONTENT(any -> WorkStatements.content()),
    DELETE_WORK(any -> WorkStatements.delete()),
    DELETE_DEAD_WORK(any -> WorkStatements.deleteDead()),
    GIVE_BACK_WORK(any -> WorkStatements.giveBack()),
    EXTEND_WORK(any -> WorkStatements.extend()),
    BURY_WORK(any -> WorkStatements.bury()),
    DEAD_WORK(any -> WorkStatements.dead()),
    FIND_DEAD_WORK(any -> WorkStatements.findDead()),
    REVIVE_WORK(any -> WorkStatements.revive()),
    HAS_DEDUP(any -> WorkStatements.hasDedup()),
    COUNT_WORK(any -> WorkStatements.counts()),
    OLDEST_WORK(any -> WorkStatements.oldest()),
    WORK_WITH_CONTENT(any -> WorkStatements.withContent());

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final Function<Dialect, Query> definition;

    Sql(Function<Dialect, Query> definition) {
        this.definition = definition;
    }

    Query definition(Dialect dialect) {
        return definition.apply(dialect);
    }
}
