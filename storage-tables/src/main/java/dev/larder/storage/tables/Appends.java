package dev.larder.storage.tables;

import dev.larder.storage.Appended;
import dev.larder.storage.Bound;
import dev.larder.storage.Cull;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.RemovalCause;
import dev.larder.storage.Selection;
import dev.larder.storage.Sequence;
import dev.larder.storage.Side;
import dev.larder.storage.StoreFullException;
import dev.larder.storage.Wait;
import dev.larder.storage.jooq.EpochSeconds;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Appends to queues. Those who append come one after the other, so the order of a queue is that of the commits. */
final class Appends {

    /** Expired rows that are removed at a time. */
    private static final int EXPIRED_AT_A_TIME = 100;

    private static final Appended NOTHING = new Appended(List.of(), 0);

    private final StoreContext context;
    private final Rows rows;
    private final QueueRows queueRows;
    private final LiveSettings settings;
    private final Culling culling;
    private final Purger purger;
    private final Tallies tallies;

    Appends(
            StoreContext context,
            Rows rows,
            QueueRows queueRows,
            LiveSettings settings,
            Culling culling,
            Purger purger,
            Tallies tallies) {
        this.context = context;
        this.rows = rows;
        this.queueRows = queueRows;
        this.settings = settings;
        this.culling = culling;
        this.purger = purger;
        this.tallies = tallies;
    }

    Appended append(Sequence.Queue queue, Side side, List<Item> items, Bound bound, Cull cull, Wait wait) {
        if (items.isEmpty()) {
            return NOTHING;
        }
        List<Placed> placed = new ArrayList<>(items.size());
        try {
            long longestInline = settings.get().minFileSize();
            items.forEach(item -> placed.add(Placed.of(item.content(), longestInline)));
            Key key = isPlain(items, placed, cull)
                    ? appendAtOnce(queue, side, items.get(0), placed.get(0), bound, cull, wait)
                    : null;
            if (key != null) {
                return new Appended(List.of(key), 0);
            }
            return context.database().write(wait, tx -> append(tx, queue, side, items, placed, bound, cull));
        } finally {
            placed.forEach(Placed::close);
        }
    }

    private Appended append(
            Tx tx, Sequence.Queue queue, Side side, List<Item> items, List<Placed> placed, Bound bound, Cull cull)
            throws SQLException {
        tx.lock(context.collection());
        double now = context.now();
        if (bound instanceof Bound.Refusing refusing && excess(tx, refusing.length() - items.size(), now) > 0) {
            return NOTHING;
        }
        int step = side == Side.BACK ? 1 : -1;
        long number = queueRows.nextNumber(tx, queue, side);
        List<Key> keys = new ArrayList<>(items.size());
        try {
            for (int i = 0; i < items.size(); i++) {
                Key key = QueueRows.key(queue, side, number);
                // a number may be taken by a floating-point key of the same value, which is not in the queue
                while (!isFree(tx, key) || !insert(tx, key, items.get(i), placed.get(i), now)) {
                    number += step;
                    key = QueueRows.key(queue, side, number);
                }
                keys.add(key);
                number += step;
            }
        } catch (StoreFullException e) {
            // whoever runs the transaction may go on with it
            for (Key key : keys) {
                rows.delete(
                        tx,
                        Objects.requireNonNull(rows.findForChange(tx, KeyCode.of(key), false), "just inserted"),
                        RemovalCause.REMOVED);
            }
            throw e;
        }
        long dropped = bound instanceof Bound.Dropping dropping
                ? drop(tx, queue, QueueRows.opposite(side), excess(tx, dropping.length(), now))
                : 0;
        culling.cull(tx, cull, now, keys);
        return new Appended(keys, dropped);
    }

    private boolean isPlain(List<Item> items, List<Placed> placed, Cull cull) {
        return context.database().takesScripts()
                && items.size() == 1
                && placed.get(0).content() == null
                && !culling.isPart(cull, context.now());
    }

    /** Returns null if there is no room, or if something else has the key: both take a closer look. */
    private @Nullable Key appendAtOnce(
            Sequence.Queue queue, Side side, Item item, Placed placed, Bound bound, Cull cull, Wait wait) {
        KeyCode sample = QueueNumbers.sample(queue);
        if (!sample.isShort()) {
            return null;
        }
        return context.database().writeAtOnce(wait, tx -> {
            tx.lock(context.collection());
            double now = context.now();
            Call append = rows.set(context.call(tx, statement(side, bound)), sample, item, placed, now)
                    .set(Parameter.BOUND, length(bound));
            Key key = QueueNumbers.set(append, queue, sample)
                    .first(row -> sample.withHead(row.getBytes(1)).key());
            if (key != null) {
                culling.wrote(EpochSeconds.of(item.expiry(), now), Rows.weight(sample, item, placed));
                culling.cullBehind(tx, cull, now, List.of(key));
                context.touched(tx, key);
            }
            return key;
        });
    }

    private static Sql statement(Side side, Bound bound) {
        boolean isBounded = length(bound) != null;
        if (side == Side.FRONT) {
            return isBounded ? Sql.APPEND_FIRST_BOUNDED : Sql.APPEND_FIRST;
        }
        return isBounded ? Sql.APPEND_LAST_BOUNDED : Sql.APPEND_LAST;
    }

    private static @Nullable Long length(Bound bound) {
        if (bound instanceof Bound.Refusing refusing) {
            return refusing.length();
        }
        return bound instanceof Bound.Dropping dropping ? (Long) dropping.length() : null;
    }

    private boolean isFree(Tx tx, Key key) throws SQLException {
        return !context.database().dialect().hasOneWriter()
                || context.call(tx, Sql.FIND).setKey(KeyCode.of(key)).first(EntryRow::metadata) == null;
    }

    private boolean insert(Tx tx, Key key, Item item, Placed placed, double now) throws SQLException {
        KeyCode code = KeyCode.of(key);
        culling.wrote(EpochSeconds.of(item.expiry(), now), Rows.weight(code, item, placed));
        return rows.insert(tx, key, code, item, placed, now);
    }

    /** By how many rows the store is longer than {@code length}, once expired ones have made way. */
    private long excess(Tx tx, long length, double now) throws SQLException {
        long excess = tallies.read(tx).rows() - length;
        while (excess > 0) {
            int asked = (int) Math.min(excess, EXPIRED_AT_A_TIME);
            int removed = purger.remove(
                    tx,
                    new Selection.ExpiredBefore(null),
                    asked,
                    // those too whose time has come right now
                    Math.nextUp(now),
                    Set.of(),
                    RemovalCause.EXPIRED);
            excess -= removed;
            if (removed < asked) {
                return excess;
            }
        }
        return excess;
    }

    /** Removes so many rows at one end, and returns how many there were. */
    private long drop(Tx tx, Sequence.Queue queue, Side side, long excess) throws SQLException {
        for (long dropped = 0; dropped < excess; dropped++) {
            EntryRow head = queueRows.head(tx, queue, side, false);
            if (head == null) {
                return dropped;
            }
            rows.delete(tx, head, RemovalCause.EVICTED);
        }
        return Math.max(excess, 0);
    }
}
