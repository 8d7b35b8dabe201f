package dev.larder.storage.tables;

import dev.larder.storage.Condition;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Placing;
import dev.larder.storage.RemovalCause;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.jooq.EpochSeconds;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Single rows, with their chunks, in the caller's transaction. */
final class Rows {

    /** What a row takes beside its key, tag and value, about, with its part of the indexes. */
    private static final int OVERHEAD = 256;

    private final StoreContext context;

    Rows(StoreContext context) {
        this.context = context;
    }

    /** What a row takes, about. */
    static long weight(KeyCode key, Item item, Placed value) {
        Scalar tag = item.tag();
        int tagLength = tag instanceof Scalar.Text text
                ? text.value().length()
                : tag instanceof Scalar.Bytes bytes ? bytes.value().length : Long.BYTES;
        return OVERHEAD + key.length() + tagLength + value.weight();
    }

    /** Binds all that is written. */
    Call set(Call call, KeyCode key, Item item, Placed value, double now) {
        Scalar tag = item.tag();
        byte[] tagCode = tag == null ? null : KeyCode.bytes(Key.of(tag));
        call.setKey(key)
                .set(Parameter.STORE_TIME, now)
                .setTime(Parameter.EXPIRE_TIME, EpochSeconds.of(item.expiry(), now))
                .set(Parameter.ACCESS_TIME, now)
                .set(Parameter.TAG_KIND, tag == null ? null : (Integer) KeyCode.kind(Key.of(tag)))
                .set(Parameter.TAG_CODE, tagCode)
                .set(Parameter.TAG_HASH, tagCode == null ? null : Digest.of(tagCode))
                .set(Parameter.ENCODING, value.encoding())
                .set(Parameter.CONTENT, value.content())
                .set(Parameter.SIZE, value.size())
                .set(Parameter.WEIGHT, weight(key, item, value));
        return Scalars.set(call, value.kind(), value.scalar());
    }

    /** The row under a key, which nobody else changes until the transaction ends. */
    @Nullable
    EntryRow findForChange(Tx tx, KeyCode key, boolean withValue) throws SQLException {
        return context.call(tx, withValue ? Sql.FIND_VALUE_FOR_CHANGE : Sql.FIND_FOR_CHANGE)
                .setKey(key)
                .first(EntryRow.reader(withValue));
    }

    /** The row as a caller wants to see it; without its value if the chunks are gone. */
    Row seen(Tx tx, EntryRow row, Fetch fetch) throws SQLException {
        Row seen = context.values().row(tx, row, fetch);
        return seen == null ? Values.metadata(row) : seen;
    }

    /**
     * Whether a condition is fulfilled.
     *
     * @param live the row if there is one that has not expired
     */
    boolean holds(Tx tx, Condition condition, @Nullable EntryRow live) throws SQLException {
        if (condition instanceof Condition.Plain plain) {
            return switch (plain) {
                case ALWAYS -> true;
                case IF_ABSENT -> live == null;
                case IF_PRESENT -> live != null;
            };
        }
        if (live == null) {
            return false;
        }
        if (condition instanceof Condition.IfStoredAt version) {
            return Double.compare(live.storeTime(), version.storeTime()) == 0;
        }
        return context.values().holds(tx, live, ((Condition.IfValue) condition).value());
    }

    /** Inserts a row; returns false if there is one with the key. */
    boolean insert(Tx tx, Key key, KeyCode code, Item item, Placed value, double now) throws SQLException {
        if (set(context.call(tx, Sql.INSERT), code, item, value, now).update() == 0) {
            return false;
        }
        context.chunks().write(tx, value);
        context.touched(tx, key);
        return true;
    }

    /** Writes a row anew; its place and the spelling of its key stay. */
    void replace(Tx tx, EntryRow before, KeyCode key, Item item, Placed value, double now) throws SQLException {
        set(context.call(tx, Sql.REPLACE), key, item, value, now)
                .set(Parameter.ID, before.id())
                .set(Parameter.STORE_TIME, before.nextStoreTime(now))
                .update();
        context.chunks().delete(tx, before.content());
        context.chunks().write(tx, value);
        context.removed(tx, before, before.isLiveAt(now) ? RemovalCause.REPLACED : RemovalCause.EXPIRED);
    }

    void setNumber(Tx tx, EntryRow row, Scalar number, EvictionPolicy policy, double now) throws SQLException {
        Call call = context.call(tx, Sql.SET_NUMBER)
                .set(Parameter.ID, row.id())
                .set(Parameter.STORE_TIME, row.nextStoreTime(now))
                .set(
                        Parameter.ACCESS_TIME,
                        policy == EvictionPolicy.LEAST_RECENTLY_USED ? (Double) now : (Double) row.accessTime())
                .set(Parameter.TIMES, policy == EvictionPolicy.LEAST_FREQUENTLY_USED ? 1L : 0L);
        Scalars.set(call, Scalars.kind(number), number).update();
        context.touched(tx, row.key());
    }

    void delete(Tx tx, EntryRow row, RemovalCause cause) throws SQLException {
        context.call(tx, Sql.DELETE).set(Parameter.ID, row.id()).update();
        context.chunks().delete(tx, row.content());
        context.removed(tx, row, cause);
    }

    /** Gives a row its place in insertion order. */
    void place(Tx tx, long id, Placing placing) throws SQLException {
        if (placing == Placing.KEEP) {
            return;
        }
        tx.lock(context.collection());
        if (placing == Placing.LAST) {
            context.call(tx, Sql.MOVE_LAST).set(Parameter.ID, id).update();
            return;
        }
        long first =
                context.call(tx, Sql.FIRST_PLACE).list(row -> row.getLong(1)).get(0);
        context.call(tx, Sql.MOVE)
                .set(Parameter.ID, id)
                .set(Parameter.PLACE, first - 1)
                .update();
    }
}
