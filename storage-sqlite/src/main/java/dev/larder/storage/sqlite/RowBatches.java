package dev.larder.storage.sqlite;

import dev.larder.storage.Access;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.KeyRange;
import dev.larder.storage.PageRequest;
import dev.larder.storage.Purged;
import dev.larder.storage.RemovalCause;
import dev.larder.storage.Row;
import dev.larder.storage.Selection;
import dev.larder.storage.Wait;
import dev.larder.storage.jooq.TableRow;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Lists and removes many rows, a batch at a time. */
final class RowBatches {

    private final Operations operations;
    private final Values values;
    private final RowReader reader;
    private final AccessLog accesses;

    RowBatches(Operations operations, Values values, RowReader reader, AccessLog accesses) {
        this.operations = operations;
        this.values = values;
        this.reader = reader;
        this.accesses = accesses;
    }

    List<Row> page(PageRequest request) {
        List<TableRow> stored = operations.read(rows -> rows.pages().page(request));
        List<Row> page = new ArrayList<>(stored.size());
        for (TableRow each : stored) {
            Row row = values.row(each, request.fetch());
            if (Values.isLost(each, row, request.fetch())) {
                // its value may have been replaced since the page was read; the page goes on behind this row in any
                // case
                Row replaced = reader.find(row.key(), request.fetch(), Access.IGNORE);
                row = replaced != null && replaced.position() == row.position() ? replaced : row;
            }
            page.add(row);
        }
        return page;
    }

    long count(KeyRange range) {
        return operations.read(rows -> rows.pages().count(range));
    }

    Purged purge(Selection selection, int limit, Wait wait) {
        if (limit < 1) {
            throw new IllegalArgumentException("A purge removes at least one row at a time, not " + limit);
        }
        if (selection instanceof Selection.OverLimit overLimit) {
            return operations.write(wait, transaction -> evict(transaction, overLimit, limit));
        }
        return operations.write(wait, transaction -> {
            int removed = remove(transaction, selection, limit, transaction.now());
            return new Purged(removed, removed == limit);
        });
    }

    /** Evicts in small steps until the volume is down: how much a row frees is known only afterwards. */
    private Purged evict(Transaction transaction, Selection.OverLimit selection, int limit) throws SQLException {
        if (selection.policy() == EvictionPolicy.NONE) {
            return new Purged(0, false);
        }
        if (selection.policy().recordsAccess()) {
            accesses.flushInto(transaction);
        }
        double now = transaction.now();
        int removed = 0;
        for (int step = 1; isOverLimit(transaction, selection); step *= 2) {
            int asked = Math.min(step, limit - removed);
            if (asked == 0) {
                return new Purged(removed, true);
            }
            int gone = remove(transaction, selection, asked, now);
            removed += gone;
            if (gone < asked) {
                return new Purged(removed, false);
            }
        }
        return new Purged(removed, false);
    }

    private static boolean isOverLimit(Transaction transaction, Selection.OverLimit selection) throws SQLException {
        return transaction.rows().counters().volume().used() > selection.sizeLimit();
    }

    private static int remove(Transaction transaction, Selection selection, int limit, double now) throws SQLException {
        List<TableRow> removed = transaction.rows().purger().purge(selection, limit, now, Set.of());
        RemovalCause cause = cause(selection);
        removed.forEach(row -> transaction.removed(row, cause));
        return removed.size();
    }

    private static RemovalCause cause(Selection selection) {
        if (selection instanceof Selection.ExpiredBefore) {
            return RemovalCause.EXPIRED;
        }
        return selection instanceof Selection.UpTo ? RemovalCause.REMOVED : RemovalCause.EVICTED;
    }
}
