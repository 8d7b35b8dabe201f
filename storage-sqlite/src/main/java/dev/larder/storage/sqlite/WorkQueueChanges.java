package dev.larder.storage.sqlite;

import dev.larder.storage.CorruptStoreException;
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
import dev.larder.storage.jooq.BuriedWork;
import dev.larder.storage.jooq.ClaimedWork;
import dev.larder.storage.jooq.EpochSeconds;
import dev.larder.storage.jooq.RandomHex;
import dev.larder.storage.jooq.WorkRows;
import dev.larder.storage.jooq.WorkValue;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The work queue: puts items in, hands them out under leases, and settles them. */
final class WorkQueueChanges {

    /** Delays and leases whose end one claim takes note of at most: other writers want their turn. */
    private static final int WOKEN_PER_CLAIM = 1_000;

    private static final double NANOS_PER_SECOND = 1e9;

    private final Operations operations;
    private final Values values;
    private final LiveSettings settings;
    private final InstantSource clock;

    /** @param values in files of the work queue */
    WorkQueueChanges(Operations operations, Values values, LiveSettings settings, InstantSource clock) {
        this.operations = operations;
        this.values = values;
        this.settings = settings;
        this.clock = clock;
    }

    List<Boolean> offer(List<WorkItem> items, Wait wait) {
        if (items.isEmpty()) {
            return List.of();
        }
        try (Placement placement = new Placement(values, settings.get().minFileSize())) {
            List<Values.Placed> placed =
                    items.stream().map(item -> placement.place(item.value())).toList();
            return operations.write(wait, new Offer(items, placed), accepted -> {
                placement.keep();
                return accepted;
            });
        }
    }

    /** Puts all of them into the queue; a single one takes one statement. */
    private record Offer(List<WorkItem> items, List<Values.Placed> placed) implements Work<List<Boolean>> {

        @Override
        public List<Boolean> run(Transaction transaction) throws SQLException {
            double now = transaction.now();
            List<Boolean> accepted = new ArrayList<>(items.size());
            for (int i = 0; i < items.size(); i++) {
                accepted.add(offer(transaction, items.get(i), placed.get(i), now));
            }
            return accepted;
        }

        @Override
        public @Nullable List<Boolean> runAlone(Transaction transaction) throws SQLException {
            return items.size() == 1 ? run(transaction) : null;
        }

        private static boolean offer(Transaction transaction, WorkItem item, Values.Placed placed, double now)
                throws SQLException {
            boolean accepted = transaction
                    .rows()
                    .work()
                    .offer(
                            item.priority(),
                            now,
                            after(item.delay(), now),
                            item.deduplicationKey(),
                            new WorkValue(placed.mode(), placed.scalar(), placed.file(), placed.size()));
            transaction.touchedWork();
            transaction.createdWork(placed.file());
            if (!accepted && placed.file() != null) {
                transaction.unusedWork(placed.file());
            }
            return accepted;
        }
    }

    private static double after(Duration time, double now) {
        return EpochSeconds.of(Expiry.after(time), now);
    }

    /** What one transaction handed out, and when something is due if that is nothing. */
    private record Claimed(List<ClaimedWork> items, double now, double firstDue) {}

    WorkClaims claim(int limit, Duration lease, int maxAttempts, Wait wait) {
        if (limit < 1 || maxAttempts < 1) {
            throw new IllegalArgumentException(
                    "A claim is of at least one item, handed out at least once: not of " + limit + ", " + maxAttempts);
        }
        Expiry end = Expiry.after(lease);
        double before = EpochSeconds.of(clock.instant());
        WorkRows.First first = operations.read(rows -> rows.work().first());
        if (!first.anyReady() && first.firstDue() > before) {
            return nothing(first.firstDue(), before);
        }
        String token = RandomHex.next();
        Work<Claimed> work = transaction -> {
            double now = transaction.now();
            WorkRows rows = transaction.rows().work();
            if (first.firstDue() <= now) {
                rows.buryEnded(
                        now, maxAttempts, "its lease ended when it had been handed out " + maxAttempts + " times");
                rows.wake(now, WOKEN_PER_CLAIM);
            }
            List<ClaimedWork> items = rows.claim(EpochSeconds.of(end, now), token, limit);
            return new Claimed(items, now, items.isEmpty() ? rows.first().firstDue() : now);
        };
        return operations.write(
                wait,
                work,
                claimed -> claimed.items.isEmpty()
                        ? nothing(claimed.firstDue, claimed.now)
                        : new WorkClaims(
                                claimed.items.stream()
                                        .map(item -> claim(item, token))
                                        .toList(),
                                null));
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

    private WorkClaim claim(ClaimedWork item, String token) {
        WorkReceipt receipt = new WorkReceipt(item.id(), token);
        ReadValue read = read(item.value());
        return new WorkClaim(receipt, read.value, read.damage, item.attempts(), item.priority(), item.putTime());
    }

    /** A value, or why it cannot be had. */
    private record ReadValue(
            @Nullable Encoded value, @Nullable String damage) {}

    private ReadValue read(WorkValue stored) {
        String file = stored.filename();
        try {
            Encoded value = file == null
                    ? Values.inline(stored.mode(), stored.scalar())
                    : values.read(stored.mode(), file, stored.size());
            if (value != null) {
                return new ReadValue(value, null);
            }
            return new ReadValue(
                    null,
                    file == null
                            ? "there is no value in its row"
                            : "its file " + file + " is gone or has not the " + stored.size()
                                    + " bytes it should have");
        } catch (CorruptStoreException e) {
            return new ReadValue(null, e.getMessage());
        }
    }

    Set<WorkReceipt> settle(Collection<WorkReceipt> receipts, Settlement settlement, Wait wait) {
        return forEach(receipts, wait, (transaction, receipt) -> settle(transaction, receipt, settlement));
    }

    private static boolean settle(Transaction transaction, WorkReceipt receipt, Settlement settlement)
            throws SQLException {
        WorkRows rows = transaction.rows().work();
        if (settlement == Settlement.Done.INSTANCE) {
            return remove(transaction, rows.finish(receipt));
        }
        transaction.touchedWork();
        double now = transaction.now();
        if (settlement instanceof Settlement.Again again) {
            return rows.giveBack(receipt, now, after(again.delay(), now));
        }
        if (settlement instanceof Settlement.Extended extended) {
            return rows.extend(receipt, after(extended.length(), now));
        }
        return rows.bury(receipt, now, ((Settlement.Dead) settlement).reason());
    }

    private static boolean remove(Transaction transaction, @Nullable String file) {
        if (file != null && !file.isEmpty()) {
            transaction.unusedWork(file);
        }
        return file != null;
    }

    List<DeadWork> dead(@Nullable WorkReceipt after, int limit, Fetch fetch) {
        long afterId = after == null ? Long.MIN_VALUE : after.id();
        List<BuriedWork> dead = operations.read(rows -> rows.work().dead(afterId, limit, fetch == Fetch.VALUE));
        return dead.stream().map(this::dead).toList();
    }

    private DeadWork dead(BuriedWork item) {
        WorkValue value = item.value();
        return new DeadWork(
                item.receipt(),
                value == null ? null : read(value).value,
                item.attempts(),
                item.priority(),
                item.dedup(),
                item.putTime(),
                item.deadTime(),
                item.reason());
    }

    Set<WorkReceipt> revive(Collection<WorkReceipt> receipts, Wait wait) {
        return forEach(receipts, wait, (transaction, receipt) -> {
            transaction.touchedWork();
            return transaction.rows().work().revive(receipt);
        });
    }

    Set<WorkReceipt> purgeDead(Collection<WorkReceipt> receipts, Wait wait) {
        return forEach(
                receipts,
                wait,
                (transaction, receipt) ->
                        remove(transaction, transaction.rows().work().purgeDead(receipt)));
    }

    WorkCounts counts() {
        double now = EpochSeconds.of(clock.instant());
        WorkRows.Counts counts = operations.read(rows -> rows.work().counts(now));
        return new WorkCounts(
                counts.ready(),
                counts.delayed(),
                counts.inFlight(),
                counts.dead(),
                Double.isNaN(counts.oldestPutTime()) ? null : between(counts.oldestPutTime(), now));
    }

    /** What is done with one item; returns whether the receipt was good for it. */
    @FunctionalInterface
    private interface Change {
        boolean apply(Transaction transaction, WorkReceipt receipt) throws SQLException;
    }

    private Set<WorkReceipt> forEach(Collection<WorkReceipt> receipts, Wait wait, Change change) {
        if (receipts.isEmpty()) {
            return Set.of();
        }
        return operations.write(wait, new Work<Set<WorkReceipt>>() {
            @Override
            public Set<WorkReceipt> run(Transaction transaction) throws SQLException {
                Set<WorkReceipt> good = new LinkedHashSet<>();
                for (WorkReceipt receipt : receipts) {
                    if (change.apply(transaction, receipt)) {
                        good.add(receipt);
                    }
                }
                return good;
            }

            @Override
            public @Nullable Set<WorkReceipt> runAlone(Transaction transaction) throws SQLException {
                return receipts.size() == 1 ? run(transaction) : null;
            }
        });
    }
}
