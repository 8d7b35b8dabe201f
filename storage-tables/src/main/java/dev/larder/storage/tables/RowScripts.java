package dev.larder.storage.tables;

import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.Encoded;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.RemovalCause;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.Stored;
import dev.larder.storage.Wait;
import dev.larder.storage.jooq.EpochSeconds;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes and removes rows whose values lie in them, in one round trip, where statements can go together: one of them
 * changes the row if it fulfils the condition, and another, which may run at another moment, only says what there is if
 * it does not. What they cannot decide takes a closer look, and a transaction.
 */
final class RowScripts {

    private final StoreContext context;
    private final Rows rows;
    private final Culling culling;

    RowScripts(StoreContext context, Rows rows, Culling culling) {
        this.context = context;
        this.rows = rows;
        this.culling = culling;
    }

    /** Returns null if it has changed nothing and cannot say whether that is right. */
    @Nullable
    Stored store(
            Key key,
            KeyCode code,
            Item item,
            Placed placed,
            Condition condition,
            @Nullable Fetch previous,
            Cull cull,
            Wait wait) {
        Work<@Nullable Stored> work = tx -> {
            double now = context.now();
            Stored stored = condition == Condition.ifAbsent()
                    ? storeIfAbsent(tx, code, item, placed, previous, now)
                    : replace(tx, code, item, placed, condition, previous, now);
            if (stored != null && stored.stored()) {
                culling.wrote(EpochSeconds.of(item.expiry(), now), Rows.weight(code, item, placed));
                culling.cullBehind(tx, cull, now, List.of(key));
                context.written(tx, key);
            }
            return stored;
        };
        // without a condition there are two statements that write: nobody may come in between
        return condition == Condition.always()
                ? context.database().writeAtOnce(wait, work)
                : context.database().writeOne(wait, work);
    }

    private @Nullable Stored storeIfAbsent(
            Tx tx, KeyCode code, Item item, Placed placed, @Nullable Fetch previous, double now) throws SQLException {
        List<EntryRow> there = new ArrayList<>(1);
        findLater(tx, code, previous == Fetch.VALUE, there);
        Call insert = rows.set(context.call(tx, Sql.INSERT_OR_REPLACE_EXPIRED), code, item, placed, now);
        if (insert.set(Parameter.NOW, now).update() == 1) {
            return new Stored(true, null);
        }
        return there.isEmpty() || !there.get(0).isLiveAt(now) ? null : refused(tx, there.get(0), previous);
    }

    private void findLater(Tx tx, KeyCode code, boolean withValue, List<EntryRow> there) throws SQLException {
        Call.Reader<EntryRow> reader = EntryRow.reader(withValue);
        context.call(tx, withValue ? Sql.FIND_VALUE : Sql.FIND)
                .setKey(code)
                .eachLater(row -> there.add(reader.read(row)));
    }

    private @Nullable Stored refused(Tx tx, EntryRow there, @Nullable Fetch previous) throws SQLException {
        if (previous == Fetch.VALUE && there.content() != null) {
            return null;
        }
        return new Stored(false, previous == null ? null : rows.seen(tx, there, previous));
    }

    private @Nullable Stored replace(
            Tx tx, KeyCode code, Item item, Placed placed, Condition condition, @Nullable Fetch previous, double now)
            throws SQLException {
        boolean withValue = previous == Fetch.VALUE;
        Call.Reader<EntryRow> reader = EntryRow.reader(withValue);
        Call replace =
                rows.set(context.call(tx, withValue ? Sql.REPLACE_VALUE_IF : Sql.REPLACE_IF), code, item, placed, now);
        set(replace, condition, now);
        List<EntryRow> replaced = new ArrayList<>(1);
        if (condition == Condition.always()) {
            replace.eachLater(row -> replaced.add(reader.read(row)));
            boolean isNew = rows.set(context.call(tx, Sql.INSERT), code, item, placed, now)
                            .update()
                    == 1;
            return replaced.isEmpty() && !isNew ? null : new Stored(true, seen(tx, replaced, previous, now));
        }
        List<EntryRow> there = new ArrayList<>(1);
        findLater(tx, code, withValue || condition instanceof Condition.IfValue, there);
        replace.each(row -> replaced.add(reader.read(row)));
        if (!replaced.isEmpty()) {
            return new Stored(true, seen(tx, replaced, previous, now));
        }
        if (there.isEmpty() || !there.get(0).isLiveAt(now)) {
            return new Stored(false, null);
        }
        return isRefused(tx, condition, there.get(0)) ? refused(tx, there.get(0), previous) : null;
    }

    private @Nullable Row seen(Tx tx, List<EntryRow> replaced, @Nullable Fetch previous, double now)
            throws SQLException {
        if (previous == null || replaced.isEmpty() || !replaced.get(0).isLiveAt(now)) {
            return null;
        }
        return rows.seen(tx, replaced.get(0), previous);
    }

    /** Whether a live row is certainly not what the condition asks for. */
    private boolean isRefused(Tx tx, Condition condition, EntryRow there) throws SQLException {
        boolean isUnread = condition instanceof Condition.IfValue && there.content() != null;
        return !isUnread && !rows.holds(tx, condition, there);
    }

    /** Binds a condition. */
    private static void set(Call call, Condition condition, double now) {
        call.set(Parameter.NOW, now).set(Parameter.IF_LIVE, condition == Condition.always() ? 0 : 1);
        if (condition instanceof Condition.IfStoredAt version) {
            call.set(Parameter.IF_STORED_AT, version.storeTime());
        } else if (condition instanceof Condition.IfValue same) {
            Encoded value = same.value();
            Scalar scalar = value.scalar();
            call.set(Parameter.IF_ENCODING, value.encoding())
                    .set(Parameter.IF_VALUE_KIND, Scalars.kind(scalar))
                    .set(Parameter.IF_INT_VALUE, Scalars.number(scalar))
                    .set(Parameter.IF_BYTE_VALUE, Scalars.bytes(scalar));
        }
    }

    /**
     * What came of a removal.
     *
     * @param isKnown whether it is certain that nothing else is to be removed
     * @param row the row that was removed, or null
     */
    record Removed(boolean isKnown, @Nullable Row row) {}

    Removed remove(KeyCode code, Condition condition, Fetch fetch, Wait wait) {
        if (condition == Condition.ifAbsent()) {
            return new Removed(true, null); // there is nothing to be removed where there is nothing
        }
        return context.database().writeOne(wait, tx -> {
            double now = context.now();
            List<EntryRow> there = new ArrayList<>(1);
            findLater(tx, code, condition instanceof Condition.IfValue, there);
            Call remove = context.call(tx, Sql.REMOVE_IF).setKey(code);
            set(remove, condition == Condition.always() ? Condition.ifPresent() : condition, now);
            EntryRow removed = remove.first(EntryRow::withValue);
            if (removed != null) {
                context.removed(tx, removed, RemovalCause.REMOVED);
                return new Removed(true, rows.seen(tx, removed, fetch));
            }
            boolean isNone = there.isEmpty() || !there.get(0).isLiveAt(now) || isRefused(tx, condition, there.get(0));
            return new Removed(isNone, null);
        });
    }
}
