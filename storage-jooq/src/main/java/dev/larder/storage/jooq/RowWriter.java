package dev.larder.storage.jooq;

import dev.larder.storage.Condition;
import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Writes rows. What needs more than one statement expects a transaction around it. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class RowWriter {

    private final Session session;
    private final FileComparison files;

    /** @param files for conditions on values that lie in files */
    public RowWriter(Session session, FileComparison files) {
        this.session = session;
        this.files = files;
    }

    /**
     * Writes {@code row} under {@code key} if the condition holds at {@link NewRow#storeTime()}. A replaced row keeps
     * its place and the spelling of its key. Without a condition, without a wish for the row before and with a value
     * that lies in the row this is one statement, unless the row before had a file.
     *
     * @param previous how much of the row before to return, or null for nothing; a row before whose file becomes
     *     garbage is returned in any case
     */
    public Written store(Key key, NewRow row, Condition condition, @Nullable Fetch previous) throws SQLException {
        throw new UnsupportedOperationException();
    }

    /**
     * Writes {@code row}, whose value lies in the row itself, under {@code key} in one statement, which needs no transaction
     * around it.
     *
     * @return false if nothing was done because the row before has a file: then {@link #store} is to be used
     */
    public boolean storeInline(Key key, NewRow row) throws SQLException {
        throw new UnsupportedOperationException();
    }

    /**
     * Gives the row under {@code key}, live at {@code now}, another expiry if the condition holds; returns whether it
     * did.
     */
    public boolean touch(Key key, double expireTime, Condition condition, double now) throws SQLException {
        throw new UnsupportedOperationException();
    }

    /** Stores the length that the value file of a row really has. */
    public void correctSize(long rowid, long size) throws SQLException {
        throw new UnsupportedOperationException();
    }
}
