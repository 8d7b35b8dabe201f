package dev.larder.storage.tables;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where connections to a database come from. Safe for use by many threads. */
public interface ConnectionSource {

    /** A connection that nobody else uses until it is released. */
    Connection acquire() throws SQLException;

    /** Gives back what was acquired, in the state in which it was. */
    void release(Connection connection) throws SQLException;

    /**
     * How long the server may take to answer, or null if its connections cannot be told. Those that are acquired wait
     * so long for an answer until something else is {@linkplain #limit said}.
     */
    default @Nullable Duration answer() {
        return null;
    }

    /** Lets an acquired connection fail when the server has not answered for so long. */
    default void limit(Connection connection, Duration longest) throws SQLException {}

    /**
     * Whether every connection is in a transaction of somebody else, who decides how it ends. Then nothing is
     * committed, rolled back or set on it.
     */
    default boolean isJoined() {
        return false;
    }

    /** Whether statements may pass over rows that somebody else holds; otherwise they wait for them. */
    default boolean skipsLocked() {
        return true;
    }

    /** Whether parameters may stand behind the rows of an {@code INSERT}, in what it does if there is such a row. */
    default boolean bindsUpserts() {
        return true;
    }

    /** Whether a statement may be several with semicolons between them, whose results come one after the other. */
    default boolean takesScripts() {
        return false;
    }
}
