package dev.larder.storage.sqlite;

import dev.larder.storage.Access;
import dev.larder.storage.Appended;
import dev.larder.storage.Bound;
import dev.larder.storage.Cull;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.RemovalCause;
import dev.larder.storage.Renumbering;
import dev.larder.storage.Row;
import dev.larder.storage.Selection;
import dev.larder.storage.Sequence;
import dev.larder.storage.Side;
import dev.larder.storage.Wait;
import dev.larder.storage.jooq.Deadline;
import dev.larder.storage.jooq.EpochSeconds;
import dev.larder.storage.jooq.NewRow;
import dev.larder.storage.jooq.Queues;
import dev.larder.storage.jooq.TableRow;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows in sequences: their ends and what lies behind them, and appending to queues and reordering them. */
final class Sequences {

    /** Expired rows that one transaction removes at most on its way to a live one: other writers want their turn. */
    private static final int EXPIRED_PER_TRANSACTION = 100;

    /** Expired rows that are read at a time. */
    private static final int EXPIRED_PER_STEP = 100;

    private static final Appended NOTHING = new Appended(List.of(), 0);

    private final Operations operations;
    private final Values values;
    private final RowReader reader;
    private final LiveSettings settings;
    private final Culling culling;
    private final InstantSource clock;

    Sequences(
            Operations operations,
            Values values,
            RowReader reader,
            LiveSettings settings,
            Culling culling,
            InstantSource clock) {
        this.operations = operations;
        this.values = values;
        this.reader = reader;
        this.settings = settings;
        this.culling = culling;
        this.clock = clock;
    }

    Appended append(Sequence.Queue queue, Side side, List<Item> items, Bound bound, Cull cull, Wait wait) {
        if (items.isEmpty()) {
            return NOTHING;
        }
        try (Placement placement = new Placement(values, settings.get().minFileSize())) {
            List<Values.Placed> placed =
                    items.stream().map(item -> placement.place(item.content())).toList();
            Work<Appended> work = transaction -> {
                double now = transaction.now();
                if (bound instanceof Bound.Refusing refusing
                        && excess(transaction, refusing.length() - items.size(), now) > 0) {
                    return NOTHING;
                }
                List<NewRow> rows = new ArrayList<>(items.size());
                for (int i = 0; i < items.size(); i++) {
                    NewRow row = StoreWork.row(items.get(i), placed.get(i), now);
                    rows.add(row);
                    culling.wrote(row.expireTime(), placed.get(i).bytes());
                }
                List<Key> keys = transaction.rows().queues().append(queue, side, rows);
                keys.forEach(transaction::written);
                placed.forEach(each -> transaction.created(each.file()));
                long dropped = bound instanceof Bound.Dropping dropping
                        ? drop(transaction, queue, side, excess(transaction, dropping.length(), now))
                        : 0;
                culling.cull(transaction, cull, now, keys);
                return new Appended(keys, dropped);
            };
            return operations.write(wait, work, appended -> {
                if (!appended.keys().isEmpty()) {
                    placement.keep();
                }
                return appended;
            });
        }
    }

    /** By how many rows the store is longer than {@code length}, once expired ones have made way. */
    private static long excess(Transaction transaction, long length, double now) throws SQLException {
        Rows rows = transaction.rows();
        long excess = rows.counters().count() - length;
        while (excess > 0) {
            int asked = (int) Math.min(excess, EXPIRED_PER_STEP);
            List<TableRow> expired =
                    // those too whose time has come right now
                    rows.purger().purge(new Selection.ExpiredBefore(null), asked, Math.nextUp(now), Set.of());
            expired.forEach(row -> transaction.removed(row, RemovalCause.EXPIRED));
            excess -= expired.size();
            if (expired.size() < asked) {
                return excess;
            }
        }
        return excess;
    }

    /** Removes so many rows at the end of a queue where rows were not appended, and returns how many there were. */
    private static long drop(Transaction transaction, Sequence.Queue queue, Side appended, long excess)
            throws SQLException {
        Side side = appended == Side.BACK ? Side.FRONT : Side.BACK;
        Rows rows = transaction.rows();
        for (long dropped = 0; dropped < excess; dropped++) {
            TableRow head = rows.queues().head(queue, side, Fetch.METADATA);
            if (head == null) {
                return dropped;
            }
            rows.remover().delete(head.rowid());
            transaction.removed(head, RemovalCause.EVICTED);
        }
        return Math.max(excess, 0);
    }

    /**
     * What one transaction of a take brought.
     *
     * @param row the row taken, or null
     * @param isEnd whether there is no live row
     */
    private record Taken<R>(@Nullable R row, boolean isEnd) {}

    @Nullable
    Row take(Sequence sequence, Side side, Fetch fetch, Wait wait) {
        Deadline deadline = new Deadline(wait);
        while (true) {
            Taken<Row> taken = operations.write(
                    deadline,
                    transaction -> takeLive(transaction, sequence, side, fetch),
                    stored -> new Taken<>(valued(stored.row(), fetch), stored.isEnd()));
            if (taken.row() != null || taken.isEnd()) {
                return taken.row();
            }
        }
    }

    private Taken<TableRow> takeLive(Transaction transaction, Sequence sequence, Side side, Fetch fetch)
            throws SQLException {
        double now = transaction.now();
        Rows rows = transaction.rows();
        for (int removed = 0; removed < EXPIRED_PER_TRANSACTION; removed++) {
            TableRow head = rows.queues().head(sequence, side, fetch);
            if (head == null) {
                return new Taken<>(null, true);
            }
            rows.remover().delete(head.rowid());
            if (head.isLiveAt(now)) {
                values.requireReadable(head, fetch);
                transaction.removed(head, RemovalCause.REMOVED);
                return new Taken<>(head, false);
            }
            transaction.removed(head, RemovalCause.EXPIRED);
        }
        return new Taken<>(null, false);
    }

    @Nullable
    Row peek(Sequence sequence, Side side, long offset, Fetch fetch) {
        if (offset < 0) {
            throw new IllegalArgumentException("The offset from an end is negative: " + offset);
        }
        TableRow lost = null;
        while (true) {
            TableRow after = lost;
            double now = EpochSeconds.of(clock.instant());
            @Nullable
            TableRow head = offset == 0 || after != null
                    ? operations.read(rows -> rows.queues().liveHead(sequence, side, now, after, fetch))
                    : operations.readOneState(rows -> rows.queues().liveRow(sequence, side, offset, now, fetch));
            if (head == null) {
                return null;
            }
            Row row = valued(head, fetch);
            if (row == null) {
                // its value may have been replaced since the row was read
                row = reader.find(head.key(), fetch, Access.IGNORE);
            }
            if (row != null) {
                return row;
            }
            lost = head;
        }
    }

    void renumber(Sequence.Queue queue, Renumbering order, Wait wait) {
        operations.write(wait, transaction -> {
            Queues queues = transaction.rows().queues();
            boolean changed = order instanceof Renumbering.Rotation rotation
                    ? queues.rotate(queue, rotation.distance(), transaction.now())
                    : queues.reverse(queue);
            if (changed) {
                transaction.touchedMany();
            }
            return changed;
        });
    }

    /** The row with its value, or null if its value file is gone. */
    private @Nullable Row valued(@Nullable TableRow stored, Fetch fetch) {
        if (stored == null) {
            return null;
        }
        Row row = values.row(stored, fetch);
        return Values.isLost(stored, row, fetch) ? null : row;
    }
}
