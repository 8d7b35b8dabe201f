package dev.larder.storage.postgresql;

import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Whose connections are used. */
interface Connections {

    /**
     * The pool, which is there until it is let go.
     *
     * @param answer how long the server may take to let somebody connect, where that is for Larder to say
     */
    Pool open(Duration answer) throws SQLException;

    /** As {@link #open}, of a server that need not be there, neither now nor later. */
    Pool openIfThere(Duration answer);

    /** The JDBC URL, if it is known. */
    @Nullable
    String url();

    /**
     * A pool in use.
     *
     * @param closing lets it go
     */
    record Pool(DataSource dataSource, Runnable closing) {}
}
