package dev.larder.storage.jooq;

import dev.larder.storage.WorkReceipt;
import dev.larder.storage.jooq.binding.NativeScalars;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The work queue, which lies in a table of its own. What needs more than one statement expects a transaction around it.
 * Times are seconds since 1970; {@link Double#POSITIVE_INFINITY} stands for never.
 */
public final class WorkRows {

    /** By what a claim is sorted: the statement returns its rows in no particular order. */
    private static final Comparator<ClaimedWork> ORDER =
            Comparator.comparingInt(ClaimedWork::priority).reversed().thenComparingLong(ClaimedWork::id);

    private final Session session;

    public WorkRows(Session session) {
        this.session = session;
    }

    /**
     * What a claim would find.
     *
     * @param anyReady whether there is a ready item
     * @param firstDue when the first delay or lease ends
     */
    public record First(boolean anyReady, double firstDue) {}

    /**
     * How many items there are.
     *
     * @param oldestPutTime when the oldest of those that are not dead was put; NaN if there is none
     */
    public record Counts(long ready, long delayed, long inFlight, long dead, double oldestPutTime) {}

    /**
     * Puts an item into the queue.
     *
     * @param dueTime when it is ready; what is not after {@code now} is ready at once
     * @return false if there is one with its deduplication key
     */
    public boolean offer(int priority, double now, double dueTime, @Nullable String dedup, WorkValue value)
            throws SQLException {
        PreparedStatement statement = session.prepared(Sql.OFFER_WORK);
        boolean isReady = dueTime <= now;
        statement.setInt(1, isReady ? WorkState.READY : WorkState.DELAYED);
        statement.setInt(2, priority);
        statement.setDouble(3, now);
        setDueTime(statement, 4, isReady, dueTime);
        statement.setString(5, dedup);
        statement.setInt(6, value.mode());
        statement.setString(7, value.filename());
        statement.setLong(8, value.size());
        NativeScalars.set(statement, 9, value.scalar());
        return statement.executeUpdate() > 0;
    }

    private static void setDueTime(PreparedStatement statement, int index, boolean isReady, double dueTime)
            throws SQLException {
        if (isReady) {
            statement.setNull(index, Types.REAL);
        } else {
            statement.setDouble(index, dueTime);
        }
    }

    /** What a claim would find, at a time that is compared with {@link First#firstDue}. */
    public First first() throws SQLException {
        try (ResultSet row = session.prepared(Sql.FIRST_WORK).executeQuery()) {
            row.next();
            return new First(row.getBoolean(1), Columns.expireTime(row, 2));
        }
    }

    /** Buries what has been handed out so often and whose lease has ended. */
    public void buryEnded(double now, int maxAttempts, String reason) throws SQLException {
        PreparedStatement statement = session.prepared(Sql.BURY_ENDED_WORK);
        statement.setDouble(1, now);
        statement.setString(2, reason);
        statement.setDouble(3, now);
        statement.setInt(4, maxAttempts);
        statement.executeUpdate();
    }

    /** Makes ready what is due, what has been due longest first. */
    public void wake(double now, int limit) throws SQLException {
        PreparedStatement statement = session.prepared(Sql.WAKE_WORK);
        statement.setDouble(1, now);
        statement.setInt(2, limit);
        statement.executeUpdate();
    }

    /** Hands out ready items; their order is that in which they are to be worked on. */
    public List<ClaimedWork> claim(double dueTime, String token, int limit) throws SQLException {
        PreparedStatement statement = session.prepared(Sql.CLAIM_WORK);
        statement.setDouble(1, dueTime);
        statement.setString(2, token);
        statement.setInt(3, limit);
        List<ClaimedWork> claimed = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                claimed.add(
                        new ClaimedWork(row.getLong(1), row.getInt(2), row.getDouble(3), row.getInt(4), value(row, 5)));
            }
        }
        claimed.sort(ORDER);
        return claimed;
    }

    private static WorkValue value(ResultSet row, int index) throws SQLException {
        int mode = row.getInt(index);
        String filename = row.getString(index + 1);
        return new WorkValue(
                mode, filename == null ? Columns.value(row, index + 3, mode) : null, filename, row.getLong(index + 2));
    }

    /** Removes an item; returns its file, or an empty text if it has none; null if the receipt is not good. */
    public @Nullable String finish(WorkReceipt receipt) throws SQLException {
        return remove(Sql.FINISH_WORK, receipt);
    }

    /** Removes a dead item; otherwise as {@link #finish}. */
    public @Nullable String purgeDead(WorkReceipt receipt) throws SQLException {
        return remove(Sql.PURGE_DEAD_WORK, receipt);
    }

    private @Nullable String remove(Sql sql, WorkReceipt receipt) throws SQLException {
        PreparedStatement statement = session.prepared(sql);
        setReceipt(statement, 1, receipt);
        try (ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return null;
            }
            String file = Optional.ofNullable(row.getString(1)).orElse("");
            row.next(); // to the statement's end, which without a transaction around it is the commit
            return file;
        }
    }

    /** Gives an item back, to be ready at {@code dueTime}; returns whether the receipt is good. */
    public boolean giveBack(WorkReceipt receipt, double now, double dueTime) throws SQLException {
        PreparedStatement statement = session.prepared(Sql.GIVE_BACK_WORK);
        boolean isReady = dueTime <= now;
        statement.setInt(1, isReady ? WorkState.READY : WorkState.DELAYED);
        setDueTime(statement, 2, isReady, dueTime);
        setReceipt(statement, 3, receipt);
        return statement.executeUpdate() > 0;
    }

    /** Gives a lease another end; returns whether the receipt is good. */
    public boolean extend(WorkReceipt receipt, double dueTime) throws SQLException {
        PreparedStatement statement = session.prepared(Sql.EXTEND_WORK);
        statement.setDouble(1, dueTime);
        setReceipt(statement, 2, receipt);
        return statement.executeUpdate() > 0;
    }

    /** Makes an item dead; returns whether the receipt is good. */
    public boolean bury(WorkReceipt receipt, double now, String reason) throws SQLException {
        PreparedStatement statement = session.prepared(Sql.BURY_WORK);
        statement.setDouble(1, now);
        statement.setString(2, reason);
        setReceipt(statement, 3, receipt);
        return statement.executeUpdate() > 0;
    }

    /** Makes a dead item ready; returns whether it was dead and its deduplication key is free. */
    public boolean revive(WorkReceipt receipt) throws SQLException {
        PreparedStatement statement = session.prepared(Sql.REVIVE_WORK);
        setReceipt(statement, 1, receipt);
        return statement.executeUpdate() > 0;
    }

    private static void setReceipt(PreparedStatement statement, int index, WorkReceipt receipt) throws SQLException {
        statement.setLong(index, receipt.id());
        statement.setString(index + 1, receipt.token());
    }

    /** Dead items behind one with this id. */
    public List<BuriedWork> dead(long after, int limit, boolean withValue) throws SQLException {
        PreparedStatement statement = session.prepared(Sql.DEAD_WORK, withValue);
        statement.setLong(1, after);
        statement.setInt(2, limit);
        List<BuriedWork> dead = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                dead.add(new BuriedWork(
                        new WorkReceipt(row.getLong(1), row.getString(2)),
                        row.getInt(3),
                        row.getDouble(4),
                        row.getInt(5),
                        row.getString(6),
                        row.getDouble(7),
                        row.getString(8),
                        withValue ? value(row, 9) : null));
            }
        }
        return dead;
    }

    /** How many items there are at {@code now}. */
    public Counts counts(double now) throws SQLException {
        PreparedStatement statement = session.prepared(Sql.COUNT_WORK);
        statement.setDouble(1, now);
        statement.setDouble(2, now);
        statement.setDouble(3, now);
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            double oldest = row.getDouble(5);
            boolean isEmpty = row.wasNull();
            return new Counts(
                    row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), isEmpty ? Double.NaN : oldest);
        }
    }

    /** Items behind one with this id whose values lie in files. */
    public List<WorkFile> withFiles(long after, int limit) throws SQLException {
        PreparedStatement statement = session.prepared(Sql.WORK_WITH_FILES);
        statement.setLong(1, after);
        statement.setInt(2, limit);
        List<WorkFile> files = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                files.add(new WorkFile(row.getLong(1), row.getString(2), row.getLong(3)));
            }
        }
        return files;
    }

    /**
     * Makes an item dead whose file is not what its row says.
     *
     * @param token for its receipt
     * @param real the file that it has, or null for none
     * @return false if the item is gone
     */
    public boolean buryDamaged(WorkFile damaged, @Nullable WorkFile real, String token, double now, String reason)
            throws SQLException {
        PreparedStatement statement = session.prepared(Sql.BURY_DAMAGED_WORK);
        statement.setString(1, token);
        statement.setDouble(2, now);
        statement.setString(3, reason);
        statement.setString(4, real == null ? null : real.filename());
        statement.setLong(5, real == null ? 0 : real.size());
        statement.setLong(6, damaged.id());
        statement.setString(7, damaged.filename());
        return statement.executeUpdate() > 0;
    }
}
