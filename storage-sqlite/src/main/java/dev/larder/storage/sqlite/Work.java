package dev.larder.storage.sqlite;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A change of rows, run by whichever thread is inside the writer's door. It may be run again, from the start, after
 * what it did was rolled back; so it keeps what it does in the {@link Transaction} and its result.
 *
 * @param <T> type of the result
 */
@FunctionalInterface
interface Work<T extends @Nullable Object> {

    /** Does it, within a transaction. */
    @Nullable
    T run(Transaction transaction) throws SQLException;

    /**
     * Does it in one statement, which is then a transaction of its own; or does nothing and returns null if that is not
     * enough.
     */
    default @Nullable T runAlone(Transaction transaction) throws SQLException {
        return null;
    }
}
