package dev.larder.storage.tables;

import dev.larder.storage.LarderException;
import dev.larder.storage.Wait;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a collection's rows on another server, which lags behind. What it cannot answer, or not soon, is for the
 * server that is written to; then it is not asked for a while. Nothing but single queries is ever sent to it. Safe for
 * use by many threads.
 */
final class Replica {

    private static final System.Logger LOG = System.getLogger(Replica.class.getName());

    /** So long an answer is waited for, including those that the server takes back because of what it has to copy. */
    private static final Wait BRIEFLY = Wait.upTo(Duration.ofSeconds(2));

    /** So long it is not asked when it has failed. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Database database;
    private final long collection;
    private final String collectionName;
    private final String name;
    private volatile long pausedUntil = System.nanoTime();
    private volatile boolean isKnown;

    /**
     * @param collection number and name of the collection, which are the same there if it is a copy
     * @param name of the collection with its database, for messages
     */
    Replica(Database database, long collection, String collectionName, String name) {
        this.database = database;
        this.collection = collection;
        this.collectionName = collectionName;
        this.name = name;
    }

    /** What a query finds, or null if it finds nothing or cannot be asked. */
    <T> @Nullable T find(Work<@Nullable T> query) {
        if (System.nanoTime() - pausedUntil < 0) {
            return null;
        }
        try {
            return database.read(BRIEFLY, tx -> isThere(tx) ? query.run(tx) : null);
        } catch (LarderException e) {
            pausedUntil = System.nanoTime() + PAUSE.toNanos();
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The replica of " + name + " cannot be read and is not asked for " + PAUSE.toSeconds()
                            + " seconds; all is read where it is written",
                    e);
            return null;
        }
    }

    /** Whether it has the collection yet; another database by mistake has another one with its number, or none. */
    private boolean isThere(Tx tx) throws SQLException {
        if (!isKnown) {
            List<Long> found = TableDatabase.find(tx, collectionName);
            if (!found.isEmpty() && found.get(0) != collection) {
                throw new SQLException("It is no copy: the collection '" + collectionName + "' has the number "
                        + found.get(0) + " there and " + collection + " where it is written");
            }
            isKnown = !found.isEmpty();
        }
        return isKnown;
    }
}
