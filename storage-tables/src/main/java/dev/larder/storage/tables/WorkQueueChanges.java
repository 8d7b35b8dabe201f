package dev.larder.storage.tables;

import dev.larder.storage.DeadWork;
import dev.larder.storage.Encoded;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Settlement;
import dev.larder.storage.Wait;
import dev.larder.storage.WorkClaim;
import dev.larder.storage.WorkClaims;
import dev.larder.storage.WorkCounts;
import dev.larder.storage.WorkItem;
import dev.larder.storage.WorkReceipt;
import dev.larder.storage.jooq.EpochSeconds;
import dev.larder.storage.jooq.RandomHex;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The work queue: puts items in, hands them out under leases, and settles them. */
final class WorkQueueChanges {

    /** Delays and leases whose end one claim takes note of at most: others want their turn. */
    private static final int WOKEN_PER_CLAIM = 1_000;

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

    private boolean offer(Tx tx, WorkItem item, Placed placed, double now) throws SQLException {
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
        if (Scalars.set(call, placed.kind(), placed.scalar()).update() == 0) {
            return false;
        }
        context.chunks().write(tx, placed);
        return true;
    }

    /** What a claim would find. */
    private record First(boolean anyReady, double firstDue) {}

    private First first(Tx tx) throws SQLException {
        boolean anyReady = !context.call(tx, Sql.ANY_READY_WORK)
                .list(row -> row.getLong(1))
                .isEmpty();
        double firstDue = context.call(tx, Sql.FIRST_DUE_WORK)
                .list(row -> EntryRow.time(row, 1))
                .get(0);
        return new First(anyReady, firstDue);
    }

    WorkClaims claim(int limit, Duration lease, int maxAttempts, Wait wait) {
        if (limit < 1 || maxAttempts < 1) {
            throw new IllegalArgumentException(
                    "A claim is of at least one item, handed out at least once: not of " + limit + ", " + maxAttempts);
        }
        Expiry end = Expiry.after(lease);
        double before = context.now();
        First first = context.database().read(context.readWait(), this::first);
        if (!first.anyReady && first.firstDue > before) {
            return nothing(first.firstDue, before);
        }
        return context.database().write(wait, tx -> {
            context.beginWriting(tx);
            double now = context.now();
            if (first.firstDue <= now) {
                wake(tx, maxAttempts, now);
            }
            List<WorkRow> ready =
                    context.call(tx, Sql.READY_WORK).set(Parameter.LIMIT, limit).list(WorkRow::read);
            return ready.isEmpty() ? nothing(first(tx).firstDue, now) : claimed(tx, ready, EpochSeconds.of(end, now));
        });
    }

    /** Takes note of delays and leases that have ended. */
    private void wake(Tx tx, int maxAttempts, double now) throws SQLException {
        List<WorkRow> due = context.call(tx, Sql.DUE_WORK)
                .set(Parameter.NOW, now)
                .set(Parameter.LIMIT, WOKEN_PER_CLAIM)
                .list(WorkRow::read);
        Call wake = context.call(tx, Sql.WAKE_WORK);
        Call bury = context.call(tx, Sql.BURY_WORK_BY_ID)
                .set(Parameter.NOW, now)
                .setText(Parameter.REASON, "its lease ended when it had been handed out " + maxAttempts + " times");
        for (WorkRow item : due) {
            boolean isDead = item.state() == WorkState.IN_FLIGHT && item.attempts() >= maxAttempts;
            (isDead ? bury : wake).set(Parameter.ID, item.id()).add();
        }
        wake.runAll();
        bury.runAll();
    }

    private WorkClaims claimed(Tx tx, List<WorkRow> ready, double dueTime) throws SQLException {
        String token = RandomHex.next();
        Call claim = context.call(tx, Sql.CLAIM_WORK)
                .set(Parameter.DUE_TIME, dueTime)
                .set(Parameter.TOKEN, token);
        List<WorkClaim> claims = new ArrayList<>(ready.size());
        for (WorkRow item : ready) {
            claim.set(Parameter.ID, item.id()).add();
            Encoded value = context.values().value(tx, item);
            claims.add(new WorkClaim(
                    new WorkReceipt(item.id(), token),
                    value,
                    value == null ? damage(item) : null,
                    item.attempts() + 1,
                    item.priority(),
                    item.putTime()));
        }
        claim.runAll();
        return new WorkClaims(claims, null);
    }

    private static String damage(WorkRow item) {
        return "its value, which should have " + item.size() + " bytes in chunks, is not there";
    }

    private static WorkClaims nothing(double firstDue, double now) {
        Duration untilNext = firstDue == Double.POSITIVE_INFINITY ? null : between(now, firstDue);
        return new WorkClaims(List.of(), untilNext);
    }

    /** Not less than it is, so that whoever waits for it does not come too early. */
    private static Duration between(double now, double then) {
        double nanos = Math.ceil(Math.max(0, then - now) * NANOS_PER_SECOND);
        return Duration.ofNanos(nanos >= Long.MAX_VALUE ? Long.MAX_VALUE : (long) nanos);
    }

    private Call call(Tx tx, Sql sql, WorkReceipt receipt) {
        return context.call(tx, sql).set(Parameter.ID, receipt.id()).set(Parameter.TOKEN, receipt.token());
    }

    Set<WorkReceipt> settle(Collection<WorkReceipt> receipts, Settlement settlement, Wait wait) {
        return forEach(receipts, wait, (tx, receipt) -> settle(tx, receipt, settlement));
    }

    private boolean settle(Tx tx, WorkReceipt receipt, Settlement settlement) throws SQLException {
        if (settlement == Settlement.done()) {
            return remove(tx, Sql.DELETE_WORK, receipt);
        }
        double now = context.now();
        if (settlement instanceof Settlement.Again again) {
            double due = after(again.delay(), now);
            boolean isReady = due <= now;
            return call(tx, Sql.GIVE_BACK_WORK, receipt)
                            .set(Parameter.STATE, (int) (isReady ? WorkState.READY : WorkState.DELAYED))
                            .set(Parameter.DUE_TIME, isReady ? null : (Double) due)
                            .update()
                    > 0;
        }
        if (settlement instanceof Settlement.Extended extended) {
            return call(tx, Sql.EXTEND_WORK, receipt)
                            .set(Parameter.DUE_TIME, after(extended.length(), now))
                            .update()
                    > 0;
        }
        return call(tx, Sql.BURY_WORK, receipt)
                        .set(Parameter.NOW, now)
                        .setText(Parameter.REASON, ((Settlement.Dead) settlement).reason())
                        .update()
                > 0;
    }

    private boolean remove(Tx tx, Sql delete, WorkReceipt receipt) throws SQLException {
        List<Long> contents = new ArrayList<>(1);
        call(tx, Sql.WORK_CONTENT, receipt).each(row -> {
            Long content = EntryRow.nullableLong(row, 1);
            if (content != null) {
                contents.add(content);
            }
        });
        if (call(tx, delete, receipt).update() == 0) {
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
