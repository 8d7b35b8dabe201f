package dev.larder.storage.sqlite;

import dev.larder.storage.jooq.ActivityCounts;
import dev.larder.storage.jooq.Deadline;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Tries again while a connection of another process is in the way. SQLite's own waiting sleeps far too long at a time.
 */
final class Busy {

    private Busy() {}

    /** Something that fails at once, and changes nothing, when another connection is in the way. */
    @FunctionalInterface
    interface Attempt<T extends @Nullable Object> {
        T run() throws SQLException;
    }

    /** Tries until it works or fails otherwise; with {@code deadline} past, the last failure is thrown. */
    static <T extends @Nullable Object> T retry(Deadline deadline, Attempt<T> attempt) throws SQLException {
        return retry(deadline, null, attempt);
    }

    /** The same; where it has to wait, that is counted. */
    static <T extends @Nullable Object> T retry(Deadline deadline, @Nullable ActivityCounts counts, Attempt<T> attempt)
            throws SQLException {
        try {
            return attempt.run();
        } catch (SQLException e) {
            if (!SqliteErrors.isBusy(e)) {
                throw e;
            }
        }
        long start = System.nanoTime();
        try (Pauses pauses = new Pauses()) {
            while (true) {
                pauses.pause(deadline);
                try {
                    return attempt.run();
                } catch (SQLException e) {
                    if (!SqliteErrors.isBusy(e) || deadline.isPast()) {
                        throw e;
                    }
                }
            }
        } finally {
            if (counts != null) {
                counts.waited(System.nanoTime() - start);
            }
        }
    }
}
