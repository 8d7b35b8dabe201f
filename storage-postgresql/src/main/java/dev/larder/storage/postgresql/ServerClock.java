package dev.larder.storage.postgresql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.concurrent.locks.ReentrantLock;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * The time of the server, so that all machines agree on what has expired. It is asked for once in a while and counted
 * on by this machine in between; it is wrong by half a round trip at most, and by what two clocks drift apart in a
 * minute. The way of asking is Cristian's: F. Cristian, Probabilistic clock synchronization, Distributed Computing 3
 * (1989).
 */
final class ServerClock implements InstantSource {

    private static final System.Logger LOG = System.getLogger(ServerClock.class.getName());

    private static final long LONGEST_NANOS = 60_000_000_000L;

    /** What takes longer says little about the time; the one of before is counted on instead. */
    private static final Duration LONGEST_READING = Duration.ofSeconds(2);

    private static final int TRIES = 3;

    private static final String QUERY =
            DSL.using(SQLDialect.POSTGRES).select(Watchers.SERVER_TIME).getSQL();

    private final ReentrantLock reading = new ReentrantLock();
    private final Loans loans;
    private volatile Reading latest;

    ServerClock(Loans loans) throws SQLException {
        this.loans = loans;
        latest = read(loans.answer());
    }

    /**
     * What time it was, and when.
     *
     * @param nanoTime by {@link System#nanoTime()}
     */
    private record Reading(Instant time, long nanoTime, long uncertainty) {}

    @Override
    public Instant instant() {
        Reading reading = latest;
        if (System.nanoTime() - reading.nanoTime > LONGEST_NANOS) {
            reading = refreshed(reading);
        }
        return reading.time.plusNanos(System.nanoTime() - reading.nanoTime);
    }

    /** Asks again, unless somebody else is just asking. */
    private Reading refreshed(Reading old) {
        if (!reading.tryLock()) {
            return old;
        }
        try {
            return latest.nanoTime == old.nanoTime ? newer(old) : latest;
        } finally {
            reading.unlock();
        }
    }

    private Reading newer(Reading old) {
        try {
            latest = read(LONGEST_READING);
        } catch (SQLException e) {
            // the operation that asks will meet the same failure and say so
            LOG.log(System.Logger.Level.DEBUG, "The server's time cannot be read and is counted on", e);
            latest = new Reading(old.time.plusNanos(System.nanoTime() - old.nanoTime), System.nanoTime(), 0);
        }
        return latest;
    }

    /** The one of some readings that took the least time. */
    private Reading read(Duration longest) throws SQLException {
        try (Loan loan = loans.borrow(longest);
                Statement statement = loan.connection().createStatement()) {
            Reading best = readOnce(statement);
            for (int i = 1; i < TRIES; i++) {
                Reading next = readOnce(statement);
                best = next.uncertainty < best.uncertainty ? next : best;
            }
            return best;
        }
    }

    private static Reading readOnce(Statement statement) throws SQLException {
        long before = System.nanoTime();
        try (ResultSet row = statement.executeQuery(QUERY)) {
            row.next();
            long after = System.nanoTime();
            Instant time = row.getObject(1, OffsetDateTime.class).toInstant();
            return new Reading(time, before + (after - before) / 2, after - before);
        }
    }
}
