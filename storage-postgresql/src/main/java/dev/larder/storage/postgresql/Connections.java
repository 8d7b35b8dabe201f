package dev.larder.storage.postgresql;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Whose connections are used. */
interface Connections {

    /** The pool, which is there until it is let go. */
    DataSource open() throws SQLException;

    /** Lets the pool go. */
    void close();

    /** The JDBC URL, if it is known. */
    @Nullable
    String url();
}
