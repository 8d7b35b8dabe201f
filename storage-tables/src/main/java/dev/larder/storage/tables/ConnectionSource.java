package dev.larder.storage.tables;

import java.sql.Connection;
import java.sql.SQLException;

/** Where connections to a database come from. Safe for use by many threads. */
public interface ConnectionSource {

    /** A connection that nobody else uses until it is released. */
    Connection acquire() throws SQLException;

    /** Gives back what was acquired, in the state in which it was. */
    void release(Connection connection) throws SQLException;

    /**
     * Whether every connection is in a transaction of somebody else, who decides how it ends. Then nothing is
     * committed, rolled back or set on it.
     */
    default boolean isJoined() {
        return false;
    }
}
