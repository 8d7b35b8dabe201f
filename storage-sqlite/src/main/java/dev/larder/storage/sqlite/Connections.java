package dev.larder.storage.sqlite;

import dev.larder.storage.Durability;
import dev.larder.storage.jooq.FileComparison;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;

/** Opens connections to one database file. The driver is kept from setting anything by itself. */
final class Connections {

    /** The name of a store's database in its directory. */
    static final String DATABASE = "cache.db";

    private final String url;
    private final FileComparison files;
    private final long firstPosition;
    private volatile Pragmas pragmas = Pragmas.NONE;

    Connections(Path database, FileComparison files) {
        this(database, files, 1);
    }

    /** @param firstPosition place in insertion order of a row that is stored when there is none */
    Connections(Path database, FileComparison files, long firstPosition) {
        // as a URI, because the driver takes a question mark in a plain file name for the beginning of its parameters
        url = JDBC.PREFIX + database.toAbsolutePath().toUri();
        this.files = files;
        this.firstPosition = firstPosition;
    }

    /** Those to the store in a directory, for work on it as a whole, while it is not open as a store. */
    static Connections to(Path store) {
        ValueFiles files = new ValueFiles(store, Durability.FULL, new SqliteErrors(store));
        return new Connections(store.resolve(DATABASE), new Values(files));
    }

    /** The address, for those who need a connection of another kind. */
    String url() {
        return url;
    }

    /** What each connection has to be told before its next use. */
    Pragmas pragmas() {
        return pragmas;
    }

    /** Brings each connection into line with settings before its next use. */
    void use(Pragmas wanted) {
        pragmas = wanted.perConnection();
    }

    /** Opens a connection, making an empty database if there is none. */
    SqliteConnection open() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(0); // waiting is done by Busy
        return new SqliteConnection((SQLiteConnection) config.createConnection(url), files, firstPosition);
    }
}
