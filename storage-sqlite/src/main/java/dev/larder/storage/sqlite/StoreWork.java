package dev.larder.storage.sqlite;

import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Placing;
import dev.larder.storage.RemovalCause;
import dev.larder.storage.jooq.EpochSeconds;
import dev.larder.storage.jooq.NewRow;
import dev.larder.storage.jooq.TableRow;
import dev.larder.storage.jooq.Written;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one row whose value has found its place. */
final class StoreWork implements Work<Written> {

    private final Values values;
    private final Culling culling;
    private final Key key;
    private final Item item;
    private final Values.Placed placed;
    private final Condition condition;
    private final Placing placing;
    private final @Nullable Fetch previous;
    private final Cull cull;
    private double now;

    StoreWork(
            Values values,
            Culling culling,
            Key key,
            Item item,
            Values.Placed placed,
            Condition condition,
            Placing placing,
            @Nullable Fetch previous,
            Cull cull) {
        this.values = values;
        this.culling = culling;
        this.key = key;
        this.item = item;
        this.placed = placed;
        this.condition = condition;
        this.placing = placing;
        this.previous = previous;
        this.cull = cull;
    }

    @Override
    public @Nullable Written runAlone(Transaction transaction) throws SQLException {
        now = transaction.now();
        boolean needsMore = condition != Condition.always()
                || placing != Placing.KEEP
                || previous != null
                || placed.file() != null
                || transaction.isObserved()
                || culling.isDue(cull, now);
        if (needsMore) {
            return null;
        }
        NewRow row = row(item, placed, now);
        if (!transaction.rows().writer().storeInline(key, row)) {
            return null;
        }
        culling.wrote(row.expireTime(), placed.bytes());
        transaction.written(key);
        return new Written(true, null);
    }

    @Override
    public Written run(Transaction transaction) throws SQLException {
        now = transaction.now();
        Fetch fetch = previous == null && transaction.isObserved() ? Fetch.METADATA : previous;
        NewRow row = row(item, placed, now);
        Written written = transaction.rows().writer().store(key, row, condition, placing, fetch);
        if (previous != null && written.previous() != null) {
            values.requireReadable(written.previous(), previous);
        }
        if (written.stored()) {
            culling.wrote(row.expireTime(), placed.bytes());
            transaction.written(key);
            transaction.created(placed.file());
            if (written.previous() != null) {
                replaced(transaction, written.previous(), now);
            }
            culling.cull(transaction, cull, now, List.of(key));
        }
        return written;
    }

    /** What is to be written for an item at a time. */
    static NewRow row(Item item, Values.Placed placed, double now) {
        return new NewRow(
                placed.mode(),
                placed.scalar(),
                placed.file(),
                placed.size(),
                now,
                EpochSeconds.of(item.expiry(), now),
                item.tag());
    }

    /** Takes note of a row in whose place there is another now. */
    static void replaced(Transaction transaction, TableRow row, double now) {
        transaction.removed(row, row.isLiveAt(now) ? RemovalCause.REPLACED : RemovalCause.EXPIRED);
    }

    /** When the row was written, or refused. */
    double now() {
        return now;
    }
}
