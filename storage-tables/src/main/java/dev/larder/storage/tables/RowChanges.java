package dev.larder.storage.tables;

import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Placing;
import dev.larder.storage.RemovalCause;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.Stored;
import dev.larder.storage.Wait;
import dev.larder.storage.jooq.EpochSeconds;
import dev.larder.storage.jooq.Sums;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes and removes rows by key. */
final class RowChanges {

    private final StoreContext context;
    private final Rows rows;
    private final RowScripts scripts;
    private final Purger purger;
    private final LiveSettings settings;
    private final Culling culling;

    RowChanges(StoreContext context, Rows rows, Purger purger, LiveSettings settings, Culling culling) {
        this.context = context;
        this.rows = rows;
        scripts = new RowScripts(context, rows, culling);
        this.purger = purger;
        this.settings = settings;
        this.culling = culling;
    }

    private Database database() {
        return context.database();
    }

    /** Whether one statement, without a transaction around it, is as good as several in one. */
    private boolean canBeAlone() {
        return !database().dialect().hasOneWriter();
    }

    Stored store(
            Key key, Item item, Condition condition, Placing placing, @Nullable Fetch previous, Cull cull, Wait wait) {
        KeyCode code = KeyCode.of(key);
        try (Placed placed = Placed.of(item.content(), settings.get().minFileSize())) {
            boolean isPlain = placing == Placing.KEEP
                    && placed.content() == null
                    && !context.removals().isObserved()
                    && !culling.isPart(cull, context.now());
            boolean isAlone = isPlain
                    && condition == Condition.always()
                    && previous == null
                    && database().dialect().returnsRows();
            if (isAlone && database().writeOne(wait, tx -> upsert(tx, Sql.UPSERT, key, code, item, placed, cull))) {
                return new Stored(true, null);
            }
            Stored done = isPlain && !isAlone && database().takesScripts()
                    ? scripts.store(key, code, item, placed, condition, previous, cull, wait)
                    : null;
            if (done != null) {
                return done;
            }
            if (isPlain
                    && condition == Condition.ifAbsent()
                    && canBeAlone()
                    && !database().takesScripts()) {
                Stored stored = storeAbsent(key, code, item, placed, previous, cull, wait);
                if (stored != null) {
                    return stored;
                }
            }
            return database().write(wait, tx -> {
                context.beginWriting(tx);
                double now = context.now();
                Stored stored = store(tx, key, code, item, placed, condition, placing, previous, now);
                if (stored.stored()) {
                    culling.cull(tx, cull, now, List.of(key));
                }
                return stored;
            });
        }
    }

    /** Returns null if an expired row with chunks is in the way, or one that is just changed. */
    private @Nullable Stored storeAbsent(
            Key key, KeyCode code, Item item, Placed placed, @Nullable Fetch previous, Cull cull, Wait wait) {
        if (database().writeOne(wait, tx -> upsert(tx, Sql.INSERT_OR_REPLACE_EXPIRED, key, code, item, placed, cull))) {
            return new Stored(true, null);
        }
        return database().read(wait, tx -> {
            EntryRow there = context.call(tx, Sql.FIND_VALUE).setKey(code).first(EntryRow::withValue);
            if (there == null || !there.isLiveAt(context.now())) {
                return null;
            }
            return new Stored(false, previous == null ? null : rows.seen(tx, there, previous));
        });
    }

    /** Returns false if a row is in the way, because it is live or has chunks, which have to be removed too. */
    private boolean upsert(Tx tx, Sql sql, Key key, KeyCode code, Item item, Placed placed, Cull cull)
            throws SQLException {
        double now = context.now();
        Call call = rows.set(context.call(tx, sql), code, item, placed, now).set(Parameter.NOW, now);
        boolean done = call.update() == 1;
        if (done) {
            culling.wrote(EpochSeconds.of(item.expiry(), now), Rows.weight(code, item, placed));
            culling.cullBehind(tx, cull, now, List.of(key));
            context.written(tx, key);
        }
        return done;
    }

    private Stored store(
            Tx tx,
            Key key,
            KeyCode code,
            Item item,
            Placed placed,
            Condition condition,
            Placing placing,
            @Nullable Fetch previous,
            double now)
            throws SQLException {
        boolean withValue = previous == Fetch.VALUE || condition instanceof Condition.IfValue;
        EntryRow before;
        do {
            before = rows.findForChange(tx, code, withValue);
            EntryRow live = before != null && before.isLiveAt(now) ? before : null;
            Row was = live == null || previous == null ? null : rows.seen(tx, live, previous);
            if (!rows.holds(tx, condition, live)) {
                return new Stored(false, was);
            }
            if (before != null) {
                rows.replace(tx, before, code, item, placed, now);
                culling.wrote(EpochSeconds.of(item.expiry(), now), Rows.weight(code, item, placed));
                rows.place(tx, before.id(), placing);
                return new Stored(true, was);
            }
            // somebody else may have inserted it a moment ago
        } while (!rows.insert(tx, key, code, item, placed, now));
        culling.wrote(EpochSeconds.of(item.expiry(), now), Rows.weight(code, item, placed));
        if (placing == Placing.FIRST) {
            rows.place(
                    tx,
                    Objects.requireNonNull(rows.findForChange(tx, code, false)).id(),
                    placing);
        }
        return new Stored(true, null);
    }

    private record NewItem(Key key, KeyCode code, Item item, Placed placed) {}

    void storeAll(Map<Key, Item> items, Cull cull, Wait wait) {
        if (items.isEmpty()) {
            return;
        }
        List<NewItem> placed = new ArrayList<>(items.size());
        try {
            long longestInline = settings.get().minFileSize();
            items.forEach((key, item) ->
                    placed.add(new NewItem(key, KeyCode.of(key), item, Placed.of(item.content(), longestInline))));
            database().write(wait, tx -> {
                context.beginWriting(tx);
                double now = context.now();
                if (!database().dialect().hasOneWriter()) {
                    findAllForChange(tx, Keys.canonical(items.keySet()));
                }
                boolean isQuick =
                        database().takesScripts() && !context.removals().isObserved();
                List<NewItem> left = isQuick ? upsertAll(tx, placed, now) : placed;
                for (NewItem each : left) {
                    store(tx, each.key, each.code, each.item, each.placed, Condition.always(), Placing.KEEP, null, now);
                }
                culling.cull(tx, cull, now, items.keySet());
                return true;
            });
        } finally {
            placed.forEach(each -> each.placed.close());
        }
    }

    /**
     * Writes values in one go up to the first that has chunks. Returns what is still to be written, in its order: that
     * one and those behind it, and those whose rows before have chunks.
     */
    private List<NewItem> upsertAll(Tx tx, List<NewItem> items, double now) throws SQLException {
        Call upsert = context.call(tx, Sql.UPSERT);
        int inline = 0;
        while (inline < items.size() && items.get(inline).placed.content() == null) {
            NewItem each = items.get(inline);
            rows.set(upsert, each.code, each.item, each.placed, now).add();
            inline++;
        }
        int[] written = upsert.runEach();
        List<NewItem> left = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            NewItem each = items.get(i);
            if (i < inline && written[i] == 1) {
                culling.wrote(EpochSeconds.of(each.item.expiry(), now), Rows.weight(each.code, each.item, each.placed));
                context.written(tx, each.key);
            } else {
                left.add(each);
            }
        }
        return left;
    }

    /**
     * The rows under keys, which nobody else changes until the transaction ends. Where writers meet at rows, they do so
     * in the same order, whatever the order in which they write.
     */
    private List<EntryRow> findAllForChange(Tx tx, Set<Key> keys) throws SQLException {
        List<EntryRow> found = new ArrayList<>();
        if (database().dialect() == Dialect.POSTGRESQL) {
            context.call(tx, Sql.FIND_ALL_FOR_CHANGE)
                    .set(Parameter.HEADS, Keys.heads(keys))
                    .each(row -> found.add(EntryRow.metadata(row)));
            found.removeIf(row -> !keys.contains(row.key().canonical()));
            return found;
        }
        for (Key key : keys) {
            EntryRow row = rows.findForChange(tx, KeyCode.of(key), false);
            if (row != null) {
                found.add(row);
            }
        }
        return found;
    }

    @Nullable
    Row remove(Key key, Condition condition, Fetch fetch, Wait wait) {
        KeyCode code = KeyCode.of(key);
        Work<@Nullable Row> work = tx -> {
            context.beginWriting(tx);
            boolean withValue = fetch != Fetch.METADATA || condition instanceof Condition.IfValue;
            EntryRow row = rows.findForChange(tx, code, withValue);
            if (row == null || !row.isLiveAt(context.now()) || !rows.holds(tx, condition, row)) {
                return null;
            }
            Row seen = rows.seen(tx, row, fetch);
            rows.delete(tx, row, RemovalCause.REMOVED);
            return seen;
        };
        if (database().takesScripts()) {
            RowScripts.Removed removed = scripts.remove(code, condition, fetch, wait);
            if (removed.isKnown()) {
                return removed.row();
            }
        } else if ((condition == Condition.always() || condition == Condition.ifPresent()) && canBeAlone()) {
            Row removed = database().writeOne(wait, tx -> removeLive(tx, code, fetch));
            if (removed != null) {
                return removed;
            }
        }
        return database().write(wait, work);
    }

    /** Returns null if there is no row, or one with chunks, which have to be removed too. */
    private @Nullable Row removeLive(Tx tx, KeyCode code, Fetch fetch) throws SQLException {
        EntryRow row = context.call(tx, Sql.REMOVE_LIVE)
                .setKey(code)
                .set(Parameter.NOW, context.now())
                .first(EntryRow::withValue);
        if (row == null) {
            return null;
        }
        context.removed(tx, row, RemovalCause.REMOVED);
        return rows.seen(tx, row, fetch);
    }

    long removeAll(Collection<Key> keys, Wait wait) {
        if (keys.isEmpty()) {
            return 0;
        }
        return database().write(wait, tx -> {
            context.beginWriting(tx);
            double now = context.now();
            List<EntryRow> found = findAllForChange(tx, Keys.canonical(keys));
            found.removeIf(row -> !row.isLiveAt(now));
            return (long) purger.delete(tx, found, RemovalCause.REMOVED);
        });
    }

    @Nullable
    Scalar add(Key key, Scalar delta, @Nullable Scalar initial, Cull cull, Wait wait) {
        Sums.requireNumbers(delta, initial);
        KeyCode code = KeyCode.of(key);
        Work<@Nullable Scalar> work = tx -> {
            context.beginWriting(tx);
            double now = context.now();
            EntryRow row;
            do {
                row = rows.findForChange(tx, code, true);
                if (row != null && row.isLiveAt(now)) {
                    Scalar number = row.encoding() == Encoding.NATIVE ? row.value() : null;
                    Scalar sum = Sums.of(key, number, delta);
                    rows.setNumber(tx, row, sum, settings.latest().policy(), now);
                    return sum;
                }
                if (initial == null) {
                    return null;
                }
            } while (!start(tx, key, code, row, Sums.of(key, initial, delta), now));
            culling.cull(tx, cull, now, List.of(key));
            return Sums.of(key, initial, delta);
        };
        if (delta instanceof Scalar.Int64 number && canBeAlone() && !culling.isPart(cull, context.now())) {
            Addition addition = Addition.of(number, initial);
            Scalar sum = addition == null ? null : database().writeOne(wait, tx -> add(tx, key, code, addition, cull));
            if (sum != null) {
                return sum;
            }
        }
        return database().write(wait, work);
    }

    /**
     * What is added to an integer.
     *
     * @param least to what it can be added
     * @param first the number where there is none, or null
     */
    private record Addition(
            long delta, long least, long most, @Nullable Long first) {

        /** Returns null if not even the first number has a sum. */
        private static @Nullable Addition of(Scalar.Int64 delta, @Nullable Scalar initial) {
            long number = delta.value();
            long least = number < 0 ? Long.MIN_VALUE - number : Long.MIN_VALUE;
            long most = number > 0 ? Long.MAX_VALUE - number : Long.MAX_VALUE;
            if (!(initial instanceof Scalar.Int64 start)) {
                return new Addition(number, least, most, null);
            }
            boolean hasSum = least <= start.value() && start.value() <= most;
            return hasSum ? new Addition(number, least, most, start.value() + number) : null;
        }
    }

    /** Returns null if there is no integer to which it can be added, and it cannot be the first. */
    private @Nullable Scalar add(Tx tx, Key key, KeyCode code, Addition addition, Cull cull) throws SQLException {
        double now = context.now();
        EvictionPolicy policy = settings.latest().policy();
        boolean canBegin = addition.first != null && database().bindsUpserts();
        Call call = context.call(tx, canBegin ? Sql.INSERT_OR_ADD : Sql.ADD);
        long weight = 0;
        if (!canBegin) {
            call.setKey(code).set(Parameter.STORE_TIME, now).set(Parameter.ACCESS_TIME, now);
        } else {
            Item item = Item.of(Encoded.natively(Scalar.of(Objects.requireNonNull(addition.first))));
            try (Placed placed = Placed.of(item.content(), Long.MAX_VALUE)) {
                rows.set(call, code, item, placed, now);
                weight = Rows.weight(code, item, placed);
            }
        }
        Long sum = call.set(Parameter.NOW, now)
                .set(Parameter.DELTA, addition.delta)
                .set(Parameter.LEAST, addition.least)
                .set(Parameter.MOST, addition.most)
                .set(Parameter.TIMES, policy == EvictionPolicy.LEAST_FREQUENTLY_USED ? 1L : 0L)
                .set(Parameter.USED, policy == EvictionPolicy.LEAST_RECENTLY_USED ? 1L : 0L)
                .first(row -> row.getLong(1));
        if (sum == null) {
            return null;
        }
        if (canBegin && sum.equals(addition.first)) {
            culling.wrote(Double.POSITIVE_INFINITY, weight); // most likely a new row
            culling.cullBehind(tx, cull, now, List.of(key));
        }
        context.touched(tx, key);
        return Scalar.of((long) sum);
    }

    /** Writes a first number; returns false if somebody else has just done so. */
    private boolean start(Tx tx, Key key, KeyCode code, @Nullable EntryRow expired, Scalar number, double now)
            throws SQLException {
        Item item = Item.of(Encoded.natively(number));
        try (Placed placed = Placed.of(item.content(), Long.MAX_VALUE)) {
            culling.wrote(Double.POSITIVE_INFINITY, Rows.weight(code, item, placed));
            if (expired == null) {
                return rows.insert(tx, key, code, item, placed, now);
            }
            rows.replace(tx, expired, code, item, placed, now);
            return true;
        }
    }

    boolean touch(Key key, Expiry expiry, Condition condition, Wait wait) {
        KeyCode code = KeyCode.of(key);
        boolean isPlain = condition == Condition.always() || condition == Condition.ifPresent();
        if (isPlain && canBeAlone()) {
            return database().writeOne(wait, tx -> touchLive(tx, key, code, expiry));
        }
        return database().write(wait, tx -> {
            context.beginWriting(tx);
            if (isPlain) {
                return touchLive(tx, key, code, expiry);
            }
            double now = context.now();
            EntryRow row = rows.findForChange(tx, code, condition instanceof Condition.IfValue);
            if (row == null || !row.isLiveAt(now) || !rows.holds(tx, condition, row)) {
                return false;
            }
            double expireTime = EpochSeconds.of(expiry, now);
            context.call(tx, Sql.TOUCH)
                    .set(Parameter.ID, row.id())
                    .setTime(Parameter.EXPIRE_TIME, expireTime)
                    .update();
            return touched(tx, key, expireTime);
        });
    }

    private boolean touchLive(Tx tx, Key key, KeyCode code, Expiry expiry) throws SQLException {
        double now = context.now();
        double expireTime = EpochSeconds.of(expiry, now);
        int changed = context.call(tx, Sql.TOUCH_LIVE)
                .setKey(code)
                .set(Parameter.NOW, now)
                .setTime(Parameter.EXPIRE_TIME, expireTime)
                .update();
        return changed == 1 && touched(tx, key, expireTime);
    }

    private boolean touched(Tx tx, Key key, double expireTime) {
        context.touched(tx, key);
        culling.wrote(expireTime, 0);
        return true;
    }
}
