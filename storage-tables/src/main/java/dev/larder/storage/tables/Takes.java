package dev.larder.storage.tables;

import dev.larder.storage.Fetch;
import dev.larder.storage.RemovalCause;
import dev.larder.storage.Row;
import dev.larder.storage.Sequence;
import dev.larder.storage.Side;
import dev.larder.storage.Wait;
import dev.larder.storage.jooq.Deadline;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes rows out of sequences. Those who take come one after the other, and wait for whoever holds the row at the end:
 * otherwise they would report an empty queue that is not.
 */
final class Takes {

    /** Expired rows that one transaction removes at most on its way to a live one: other writers want their turn. */
    private static final int EXPIRED_PER_TRANSACTION = 100;

    private final StoreContext context;
    private final Rows rows;
    private final QueueRows queueRows;

    Takes(StoreContext context, Rows rows, QueueRows queueRows) {
        this.context = context;
        this.rows = rows;
        this.queueRows = queueRows;
    }

    /**
     * What one transaction of a take brought.
     *
     * @param row the row taken, or null
     * @param isEnd whether there is no live row
     */
    private record Taken(@Nullable Row row, boolean isEnd) {}

    @Nullable
    Row take(Sequence sequence, Side side, Fetch fetch, Wait wait) {
        Deadline deadline = new Deadline(wait);
        if (canBeAtOnce(sequence)) {
            Taken taken = context.database().writeAtOnce(wait, tx -> takeInline(tx, sequence, side, fetch));
            if (taken.row() != null || taken.isEnd()) {
                return taken.row();
            }
        }
        while (true) {
            Wait left = wait.isForever() ? wait : new Wait(Math.max(0, deadline.remaining()));
            Taken taken = context.database().write(left, tx -> takeLive(tx, sequence, side, fetch));
            if (taken.row() != null || taken.isEnd()) {
                return taken.row();
            }
        }
    }

    private boolean canBeAtOnce(Sequence sequence) {
        return context.database().takesScripts()
                && (!(sequence instanceof Sequence.Queue queue)
                        || QueueNumbers.sample(queue).isShort());
    }

    /** Removes the row at the end, unless it has chunks, which take a transaction of several steps. */
    private Taken takeInline(Tx tx, Sequence sequence, Side side, Fetch fetch) throws SQLException {
        tx.lock(context.collection());
        double now = context.now();
        List<EntryRow> taken = new ArrayList<>(1);
        call(tx, take(sequence, side), sequence).eachLater(row -> taken.add(EntryRow.withValue(row)));
        boolean isEmpty =
                call(tx, any(sequence), sequence).list(row -> row.getLong(1)).isEmpty();
        if (taken.isEmpty()) {
            return new Taken(null, isEmpty);
        }
        EntryRow end = taken.get(0);
        boolean isLive = end.isLiveAt(now);
        context.removed(tx, end, isLive ? RemovalCause.REMOVED : RemovalCause.EXPIRED);
        return new Taken(isLive ? context.values().row(tx, end, fetch) : null, isEmpty);
    }

    private Call call(Tx tx, Sql sql, Sequence sequence) {
        Call call = context.call(tx, sql);
        return sequence instanceof Sequence.Queue queue
                ? QueueNumbers.set(call, queue, QueueNumbers.sample(queue))
                : call;
    }

    private static Sql any(Sequence sequence) {
        return sequence instanceof Sequence.Queue ? Sql.ANY_IN_QUEUE : Sql.ANY_BY_PLACE;
    }

    private static Sql take(Sequence sequence, Side side) {
        if (sequence instanceof Sequence.Queue) {
            return side == Side.FRONT ? Sql.TAKE_FIRST : Sql.TAKE_LAST;
        }
        return side == Side.FRONT ? Sql.TAKE_FIRST_BY_PLACE : Sql.TAKE_LAST_BY_PLACE;
    }

    private Taken takeLive(Tx tx, Sequence sequence, Side side, Fetch fetch) throws SQLException {
        tx.lock(context.collection());
        double now = context.now();
        for (int removed = 0; removed < EXPIRED_PER_TRANSACTION; removed++) {
            EntryRow head = queueRows.head(tx, sequence, side, fetch != Fetch.METADATA);
            if (head == null) {
                return new Taken(null, true);
            }
            boolean isLive = head.isLiveAt(now);
            Row row = isLive ? context.values().row(tx, head, fetch) : null;
            rows.delete(tx, head, isLive ? RemovalCause.REMOVED : RemovalCause.EXPIRED);
            if (row != null) {
                return new Taken(row, false);
            }
        }
        return new Taken(null, false);
    }
}
