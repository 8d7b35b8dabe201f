package dev.larder.storage.tables;

import dev.larder.storage.Encoded;
import dev.larder.storage.Expiry;
import dev.larder.storage.Wait;
import dev.larder.storage.WorkClaim;
import dev.larder.storage.WorkClaims;
import dev.larder.storage.WorkReceipt;
import dev.larder.storage.jooq.EpochSeconds;
import dev.larder.storage.jooq.RandomHex;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands items of the work queue out under leases. */
final class Claiming {

    /** Delays and leases whose end one claim takes note of at most: others want their turn. */
    private static final int WOKEN_PER_CLAIM = 1_000;

    private final StoreContext context;

    Claiming(StoreContext context) {
        this.context = context;
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
        if (context.database().takesScripts()) {
            return claimAtOnce(limit, end, maxAttempts, wait);
        }
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

    private WorkClaims claimAtOnce(int limit, Expiry end, int maxAttempts, Wait wait) {
        String token = RandomHex.next();
        List<WorkRow> claimed = new ArrayList<>();
        double firstDue = context.database().writeAtOnce(wait, tx -> {
            double now = context.now();
            claimed.clear(); // there may have been an attempt before
            context.call(tx, Sql.WAKE_OR_BURY_WORK)
                    .set(Parameter.NOW, now)
                    .set(Parameter.WOKEN, WOKEN_PER_CLAIM)
                    .set(Parameter.MOST, (long) maxAttempts)
                    .setText(Parameter.REASON, reason(maxAttempts))
                    .later();
            context.call(tx, Sql.CLAIM_READY_WORK)
                    .set(Parameter.LIMIT, limit)
                    .set(Parameter.DUE_TIME, EpochSeconds.of(end, now))
                    .set(Parameter.TOKEN, token)
                    .eachLater(row -> claimed.add(WorkRow.read(row)));
            return context.call(tx, Sql.FIRST_DUE_WORK)
                    .list(row -> EntryRow.time(row, 1))
                    .get(0);
        });
        if (claimed.isEmpty()) {
            return nothing(firstDue, context.now());
        }
        claimed.sort(Comparator.comparingInt(WorkRow::priority).reversed().thenComparingLong(WorkRow::id));
        List<WorkClaim> claims = new ArrayList<>(claimed.size());
        for (WorkRow item : claimed) {
            // what lies in chunks stays as long as the item is held
            Encoded value = context.database()
                    .read(context.readWait(), tx -> context.values().value(tx, item));
            claims.add(claim(item, token, value, item.attempts()));
        }
        return new WorkClaims(claims, null);
    }

    private static String reason(int maxAttempts) {
        return "its lease ended when it had been handed out " + maxAttempts + " times";
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
                .setText(Parameter.REASON, reason(maxAttempts));
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
            claims.add(claim(item, token, value, item.attempts() + 1));
        }
        claim.runAll();
        return new WorkClaims(claims, null);
    }

    private static WorkClaim claim(WorkRow item, String token, @Nullable Encoded value, int attempts) {
        return new WorkClaim(
                new WorkReceipt(item.id(), token),
                value,
                value == null ? damage(item) : null,
                attempts,
                item.priority(),
                item.putTime());
    }

    private static String damage(WorkRow item) {
        return "its value, which should have " + item.size() + " bytes in chunks, is not there";
    }

    private static WorkClaims nothing(double firstDue, double now) {
        Duration untilNext = firstDue == Double.POSITIVE_INFINITY ? null : WorkQueueChanges.between(now, firstDue);
        return new WorkClaims(List.of(), untilNext);
    }
}
