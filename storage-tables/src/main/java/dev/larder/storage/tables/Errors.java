package dev.larder.storage.tables;

import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.LarderException;
import dev.larder.storage.LarderTimeoutException;
import dev.larder.storage.StorageException;
import dev.larder.storage.StoreFullException;
import dev.larder.storage.StoreUnavailableException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The one place where errors of databases become those of stores. */
final class Errors {

    private static final int H2_LOCK_TIMEOUT = 50_200;
    private static final int H2_CONCURRENT_UPDATE = 90_131;
    private static final int H2_DEADLOCK = 40_001;
    private static final int H2_DUPLICATE_KEY = 23_505;
    private static final int H2_CANCELED = 57_014;
    private static final int H2_DAMAGED = 90_030;
    private static final int H2_NO_SPACE = 90_031;
    private static final int H2_NO_CONNECTION = 8_001;
    private static final int H2_CONNECTION_BROKEN = 90_067;
    private static final int H2_CLOSED = 90_121;

    /** Shut down, crashed, starting, idle for too long; too many connections. */
    private static final Set<String> POSTGRESQL_UNAVAILABLE = Set.of("57P01", "57P02", "57P03", "57P05", "53300");

    private static final int SQLITE_BUSY = 5;
    private static final int SQLITE_LOCKED = 6;
    private static final int SQLITE_CORRUPT = 11;
    private static final int SQLITE_FULL = 13;
    private static final int SQLITE_NOT_A_DATABASE = 26;

    private final Dialect dialect;
    private final String name;

    /** @param name of the database, for messages */
    Errors(Dialect dialect, String name) {
        this.dialect = dialect;
        this.name = name;
    }

    /** Whether the transaction met another one and succeeds if it is run again. */
    boolean isConflict(SQLException e) {
        String state = state(e);
        return isDuplicate(e)
                || switch (dialect) {
                    case H2 -> e.getErrorCode() == H2_CONCURRENT_UPDATE || e.getErrorCode() == H2_DEADLOCK;
                    case POSTGRESQL -> state.equals("40001") || state.equals("40P01");
                    case SQLITE -> false;
                };
    }

    /** Whether there is a row already that has the identity of a new one. */
    boolean isDuplicate(SQLException e) {
        return switch (dialect) {
            case H2 -> e.getErrorCode() == H2_DUPLICATE_KEY;
            case POSTGRESQL -> state(e).equals("23505");
            case SQLITE -> false;
        };
    }

    /** Whether it took too long, because of others or by itself. */
    boolean isTimeout(SQLException e) {
        if (e instanceof SQLTimeoutException) {
            return true;
        }
        String state = state(e);
        return switch (dialect) {
            case H2 -> e.getErrorCode() == H2_LOCK_TIMEOUT || e.getErrorCode() == H2_CANCELED;
            case POSTGRESQL -> state.equals("55P03") || state.equals("57014");
            case SQLITE -> code(e) == SQLITE_BUSY || code(e) == SQLITE_LOCKED;
        };
    }

    /** What the server has said: what stands before it may have wrapped that in an exception of its own. */
    private static String state(SQLException e) {
        String state = e.getSQLState();
        for (Throwable cause = e.getCause(); cause instanceof SQLException inner; cause = cause.getCause()) {
            state = inner.getSQLState() == null ? state : inner.getSQLState();
        }
        // what commits at several servers says nothing itself, and has what each has said behind it
        for (SQLException next = e.getNextException(); state == null && next != null; next = next.getNextException()) {
            state = next.getSQLState();
        }
        return String.valueOf(state);
    }

    private static int code(SQLException e) {
        return e.getErrorCode() & 0xFF;
    }

    private boolean isFull(SQLException e) {
        String state = state(e);
        return switch (dialect) {
            case H2 ->
                e.getErrorCode() == H2_NO_SPACE
                        && String.valueOf(e.getMessage()).contains("space");
            case POSTGRESQL -> state.equals("53100");
            case SQLITE -> code(e) == SQLITE_FULL;
        };
    }

    private boolean isDamage(SQLException e) {
        String state = state(e);
        return switch (dialect) {
            case H2 -> e.getErrorCode() == H2_DAMAGED;
            case POSTGRESQL -> state.startsWith("XX");
            case SQLITE -> code(e) == SQLITE_CORRUPT || code(e) == SQLITE_NOT_A_DATABASE;
        };
    }

    private boolean isUnavailable(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return switch (dialect) {
            case H2 ->
                e.getErrorCode() == H2_NO_CONNECTION
                        || e.getErrorCode() == H2_CONNECTION_BROKEN
                        || e.getErrorCode() == H2_CLOSED;
            case POSTGRESQL ->
                state.startsWith("08")
                        || POSTGRESQL_UNAVAILABLE.contains(state)
                        || e instanceof SQLTransientConnectionException
                        || e instanceof SQLNonTransientConnectionException;
            case SQLITE -> false;
        };
    }

    private LarderException unavailable(SQLException e, Duration waited) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return new StoreUnavailableException(
                        "The server of " + name + " has not answered for " + waited.toMillis()
                                + " ms, and the connection was given up; check the server and the network, and try"
                                + " again later",
                        waited,
                        e);
            }
        }
        return new StoreUnavailableException(
                "The server of " + name + " could not be used for " + waited.toMillis() + " ms: " + e.getMessage()
                        + "; check that it runs and takes connections, and try again later",
                waited,
                e);
    }

    LarderException map(SQLException e, Duration waited) {
        if (isUnavailable(e)) {
            return unavailable(e, waited);
        }
        if (isTimeout(e)) {
            return timeout(waited, e);
        }
        if (isFull(e)) {
            return new StoreFullException("There is no room in " + name + ": " + e.getMessage(), e);
        }
        if (isDamage(e)) {
            return new CorruptStoreException(name + " is damaged: " + e.getMessage(), e);
        }
        String state = e.getSQLState();
        return new StorageException(
                "The database " + name + " failed: " + e.getMessage()
                        + (state == null ? "" : " (SQL state " + state + ")"),
                e.getErrorCode(),
                e);
    }

    LarderTimeoutException timeout(Duration waited, @Nullable SQLException cause) {
        return new LarderTimeoutException(
                "Others held " + name + " for longer than the " + waited.toMillis()
                        + " ms that were to be waited; try again, or wait longer",
                waited,
                cause);
    }
}
