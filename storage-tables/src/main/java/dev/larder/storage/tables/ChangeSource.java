package dev.larder.storage.tables;

import java.sql.SQLException;
import java.util.Set;

/** How commits of other processes are noticed. */
public interface ChangeSource {

    /** Begins to notice: what is committed from now on is told by {@link Session#await}. */
    Session open() throws SQLException;

    /** Used by one thread. */
    interface Session extends AutoCloseable {

        /**
         * Waits until something has been committed, but not for long.
         *
         * @param watched the collections at which somebody waits
         * @return those of them in which something may have changed
         */
        Set<Long> await(Set<Long> watched) throws SQLException, InterruptedException;

        @Override
        void close() throws SQLException;
    }
}
