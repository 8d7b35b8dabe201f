package dev.larder.storage.tables;

import dev.larder.storage.DeadWork;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Settlement;
import dev.larder.storage.Wait;
import dev.larder.storage.WorkCounts;
import dev.larder.storage.WorkItem;
import dev.larder.storage.WorkReceipt;
import dev.larder.storage.jooq.EpochSeconds;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The work queue: puts items in, and settles what has been claimed. */
final class WorkQueueChanges {

    private static final double NANOS_PER_SECOND = 1e9;

    private final StoreContext context;
    private final LiveSettings settings;

    WorkQueueChanges(StoreContext context, LiveSettings settings) {
        this.context = context;
        this.settings = settings;
    }

    private static double after(Duration time, double now) {
        return EpochSeconds.of(Expiry.after(time), now);
    }

    private static byte @Nullable [] hash(@Nullable String dedup) {
        return dedup == null ? null : Digest.of(dedup.getBytes(StandardCharsets.UTF_8));
    }

    List<Boolean> offer(List<WorkItem> items, Wait wait) {
        if (items.isEmpty()) {
            return List.of();
        }
        List<Placed> placed = new ArrayList<>(items.size());
        try {
            long longestInline = settings.get().minFileSize();
            items.forEach(item -> placed.add(Placed.of(item.value(), longestInline)));
            if (areAtOnce(placed)) {
                return context.database().writeAtOnce(wait, tx -> offerInline(tx, items, placed));
            }
            return context.database().write(wait, tx -> {
                context.beginWriting(tx);
                double now = context.now();
                List<Boolean> accepted = new ArrayList<>(items.size());
                for (int i = 0; i < items.size(); i++) {
                    accepted.add(offer(tx, items.get(i), placed.get(i), now));
                }
                context.touchedWork(tx);
                return accepted;
            });
        } finally {
            placed.forEach(Placed::close);
        }
    }

    private boolean areAtOnce(List<Placed> values) {
        return context.database().takesScripts()
                && values.size() <= Script.MOST
                && values.stream().allMatch(value -> value.content() == null);
    }

    private List<Boolean> offerInline(Tx tx, List<WorkItem> items, List<Placed> placed) throws SQLException {
        double now = context.now();
        List<Boolean> accepted = new ArrayList<>(items.size());
        int last = items.size() - 1;
        for (int i = 0; i < last; i++) {
            offered(tx, items.get(i), placed.get(i), now).updateLater(changed -> accepted.add(changed > 0));
        }
        accepted.add(offered(tx, items.get(last), placed.get(last), now).update() > 0);
        context.touchedWork(tx);
        return accepted;
    }

    private boolean offer(Tx tx, WorkItem item, Placed placed, double now) throws SQLException {
        if (offered(tx, item, placed, now).update() == 0) {
            return false;
        }
        context.chunks().write(tx, placed);
        return true;
    }

    private Call offered(Tx tx, WorkItem item, Placed placed, double now) {
        double due = after(item.delay(), now);
        boolean isReady = due <= now;
        Call call = context.call(tx, Sql.OFFER_WORK)
                .set(Parameter.STATE, (int) (isReady ? WorkState.READY : WorkState.DELAYED))
                .set(Parameter.PRIORITY, item.priority())
                .set(Parameter.NOW, now)
                .set(Parameter.DUE_TIME, isReady ? null : (Double) due)
                .setText(Parameter.DEDUP, item.deduplicationKey())
                .set(Parameter.DEDUP_HASH, hash(item.deduplicationKey()))
                .set(Parameter.ENCODING, placed.encoding())
                .set(Parameter.CONTENT, placed.content())
                .set(Parameter.SIZE, placed.size());
        return Scalars.set(call, placed.kind(), placed.scalar());
    }

    /** Not less than it is, so that whoever waits for it does not come too early. */
    static Duration between(double now, double then) {
        double nanos = Math.ceil(Math.max(0, then - now) * NANOS_PER_SECOND);
        return Duration.ofNanos(nanos >= Long.MAX_VALUE ? Long.MAX_VALUE : (long) nanos);
    }

    private Call call(Tx tx, Sql sql, WorkReceipt receipt) {
        return context.call(tx, sql).set(Parameter.ID, receipt.id()).set(Parameter.TOKEN, receipt.token());
    }

    Set<WorkReceipt> settle(Collection<WorkReceipt> receipts, Settlement settlement, Wait wait) {
        if (receipts.isEmpty()) {
            return Set.of();
        }
        if (receipts.size() == 1 && context.database().takesScripts()) {
            WorkReceipt receipt = receipts.iterator().next();
            boolean isGood = context.database().writeOne(wait, tx -> {
                context.touchedWork(tx);
                return settled(tx, receipt, settlement).update() > 0;
            });
            if (isGood || settlement != Settlement.done()) {
                return isGood ? Set.of(receipt) : Set.of();
            }
            return forEach(receipts, wait, (tx, each) -> remove(tx, Sql.DELETE_WORK, each));
        }
        return context.database().write(wait, tx -> settleAll(tx, receipts, settlement));
    }

    private Set<WorkReceipt> settleAll(Tx tx, Collection<WorkReceipt> receipts, Settlement settlement)
            throws SQLException {
        context.beginWriting(tx);
        Set<WorkReceipt> settled = new HashSet<>();
        for (WorkReceipt receipt : receipts) {
            settled(tx, receipt, settlement).updateLater(changed -> {
                if (changed > 0) {
                    settled.add(receipt);
                }
            });
        }
        tx.script().flush();
        Set<WorkReceipt> good = new LinkedHashSet<>();
        for (WorkReceipt receipt : receipts) {
            // one that is not settled is not good, or has its value in chunks
            if (settled.contains(receipt)
                    || (settlement == Settlement.done() && remove(tx, Sql.DELETE_WORK, receipt))) {
                good.add(receipt);
            }
        }
        context.touchedWork(tx);
        return good;
    }

    /** What settles an item, unless it is to be removed and has chunks. */
    private Call settled(Tx tx, WorkReceipt receipt, Settlement settlement) {
        if (settlement == Settlement.done()) {
            return call(tx, Sql.DELETE_INLINE_WORK, receipt);
        }
        double now = context.now();
        if (settlement instanceof Settlement.Again again) {
            double due = after(again.delay(), now);
            boolean isReady = due <= now;
            return call(tx, Sql.GIVE_BACK_WORK, receipt)
                    .set(Parameter.STATE, (int) (isReady ? WorkState.READY : WorkState.DELAYED))
                    .set(Parameter.DUE_TIME, isReady ? null : (Double) due);
        }
        if (settlement instanceof Settlement.Extended extended) {
            return call(tx, Sql.EXTEND_WORK, receipt).set(Parameter.DUE_TIME, after(extended.length(), now));
        }
        return call(tx, Sql.BURY_WORK, receipt)
                .set(Parameter.NOW, now)
                .setText(Parameter.REASON, ((Settlement.Dead) settlement).reason());
    }

    private boolean remove(Tx tx, Sql delete, WorkReceipt receipt) throws SQLException {
        boolean[] isThere = {false};
        List<Long> contents = new ArrayList<>(1);
        call(tx, Sql.WORK_CONTENT, receipt).each(row -> {
            isThere[0] = true;
            Long content = EntryRow.nullableLong(row, 1);
            if (content != null) {
                contents.add(content);
            }
        });
        if (!isThere[0] || call(tx, delete, receipt).update() == 0) {
            return false;
        }
        for (Long content : contents) {
            context.chunks().delete(tx, content);
        }
        return true;
    }

    List<DeadWork> dead(@Nullable WorkReceipt after, int limit, Fetch fetch) {
        return context.database().read(context.readWait(), tx -> {
            List<WorkRow> rows = context.call(tx, Sql.DEAD_WORK)
                    .set(Parameter.AFTER, after == null ? Long.MIN_VALUE : after.id())
                    .set(Parameter.LIMIT, limit)
                    .list(WorkRow::read);
            List<DeadWork> dead = new ArrayList<>(rows.size());
            for (WorkRow row : rows) {
                dead.add(new DeadWork(
                        receipt(row),
                        fetch == Fetch.VALUE ? context.values().value(tx, row) : null,
                        row.attempts(),
                        row.priority(),
                        row.dedup(),
                        row.putTime(),
                        row.deadTime(),
                        row.reason() == null ? "" : row.reason()));
            }
            return dead;
        });
    }

    private static WorkReceipt receipt(WorkRow row) {
        return new WorkReceipt(row.id(), row.token() == null ? "" : row.token());
    }

    Set<WorkReceipt> revive(Collection<WorkReceipt> receipts, Wait wait) {
        return forEach(receipts, wait, this::revive);
    }

    private boolean revive(Tx tx, WorkReceipt receipt) throws SQLException {
        WorkRow dead = call(tx, Sql.FIND_DEAD_WORK, receipt).first(WorkRow::read);
        if (dead == null) {
            return false;
        }
        byte[] hash = hash(dead.dedup());
        if (hash != null) {
            tx.lock(context.collection());
            boolean isTaken = !context.call(tx, Sql.HAS_DEDUP)
                    .set(Parameter.DEDUP_HASH, hash)
                    .list(row -> row.getLong(1))
                    .isEmpty();
            if (isTaken) {
                return false;
            }
        }
        return call(tx, Sql.REVIVE_WORK, receipt)
                        .set(Parameter.DEDUP_HASH, hash)
                        .update()
                > 0;
    }

    Set<WorkReceipt> purgeDead(Collection<WorkReceipt> receipts, Wait wait) {
        return forEach(receipts, wait, (tx, receipt) -> remove(tx, Sql.DELETE_DEAD_WORK, receipt));
    }

    WorkCounts counts() {
        return context.database().onOneState(context.readWait(), tx -> {
            double now = context.now();
            List<Double> oldest = context.call(tx, Sql.OLDEST_WORK).list(row -> row.getDouble(1));
            Duration age = oldest.isEmpty() ? null : between(oldest.get(0), now);
            return context.call(tx, Sql.COUNT_WORK)
                    .set(Parameter.NOW, now)
                    .list(row -> new WorkCounts(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), age))
                    .get(0);
        });
    }

    /** What is done with one item; returns whether the receipt was good for it. */
    @FunctionalInterface
    private interface Change {
        boolean apply(Tx tx, WorkReceipt receipt) throws SQLException;
    }

    private Set<WorkReceipt> forEach(Collection<WorkReceipt> receipts, Wait wait, Change change) {
        if (receipts.isEmpty()) {
            return Set.of();
        }
        return context.database().write(wait, tx -> {
            context.beginWriting(tx);
            Set<WorkReceipt> good = new LinkedHashSet<>();
            for (WorkReceipt receipt : receipts) {
                if (change.apply(tx, receipt)) {
                    good.add(receipt);
                }
            }
            context.touchedWork(tx);
            return good;
        });
    }
}
