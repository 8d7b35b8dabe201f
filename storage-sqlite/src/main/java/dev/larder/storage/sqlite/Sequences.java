package dev.larder.storage.sqlite;

import dev.larder.storage.Access;
import dev.larder.storage.Cull;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.RemovalCause;
import dev.larder.storage.Row;
import dev.larder.storage.Sequence;
import dev.larder.storage.Side;
import dev.larder.storage.Wait;
import dev.larder.storage.jooq.NewRow;
import dev.larder.storage.jooq.TableRow;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows in sequences: their ends, and appending to queues. */
final class Sequences {

    /** Expired rows that one transaction removes at most on its way to a live one: other writers want their turn. */
    private static final int EXPIRED_PER_TRANSACTION = 100;

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

    List<Key> append(Sequence.Queue queue, Side side, List<Item> items, Cull cull, Wait wait) {
        if (items.isEmpty()) {
            return List.of();
        }
        try (Placement placement = new Placement(values, settings.get().minFileSize())) {
            List<Values.Placed> placed =
                    items.stream().map(item -> placement.place(item.content())).toList();
            Work<List<Key>> work = transaction -> {
                double now = transaction.now();
                List<NewRow> rows = new ArrayList<>(items.size());
                for (int i = 0; i < items.size(); i++) {
                    NewRow row = StoreWork.row(items.get(i), placed.get(i), now);
                    rows.add(row);
                    culling.wrote(row.expireTime(), placed.get(i).bytes());
                }
                List<Key> keys = transaction.rows().queues().append(queue, side, rows);
                placed.forEach(each -> transaction.created(each.file()));
                culling.cull(transaction, cull, now, keys);
                return keys;
            };
            return operations.write(wait, work, keys -> {
                placement.keep();
                return keys;
            });
        }
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
    Row peek(Sequence sequence, Side side, Fetch fetch) {
        TableRow lost = null;
        while (true) {
            TableRow after = lost;
            double now = EpochSeconds.of(clock.instant());
            @Nullable
            TableRow head = operations.read(rows -> rows.queues().liveHead(sequence, side, now, after, fetch));
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

    /** The row with its value, or null if its value file is gone. */
    private @Nullable Row valued(@Nullable TableRow stored, Fetch fetch) {
        if (stored == null) {
            return null;
        }
        Row row = values.row(stored, fetch);
        return Values.isLost(stored, row, fetch) ? null : row;
    }
}
