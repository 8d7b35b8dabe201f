package dev.larder.storage.jooq;

import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import dev.larder.storage.Sequence;
import dev.larder.storage.Side;
import dev.larder.storage.StoreFullException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows in sequences: their ends, and appending to queues. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Queues {

    private final Session session;

    public Queues(Session session) {
        this.session = session;
    }

    /**
     * Adds rows at one end of a queue, the first one first, in the caller's transaction.
     *
     * @return their keys
     * @throws StoreFullException if the queue's numbers have reached their end on that side; nothing changes
     */
    public List<Key> append(Sequence.Queue queue, Side side, List<NewRow> rows) throws SQLException {
        throw new UnsupportedOperationException();
    }

    /** The first row at one end, live or not; null if the sequence is empty. To take it, delete it by its place. */
    public @Nullable TableRow head(Sequence sequence, Side side, Fetch fetch) throws SQLException {
        throw new UnsupportedOperationException();
    }

    /**
     * The first row at one end that is live at {@code now}; null if there is none.
     *
     * @param after a row of the sequence to begin behind, or null to begin at its end
     */
    public @Nullable TableRow liveHead(Sequence sequence, Side side, double now, @Nullable TableRow after, Fetch fetch)
            throws SQLException {
        throw new UnsupportedOperationException();
    }
}
