package dev.larder.storage.sqlite;

import dev.larder.storage.Durability;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;

/**
 * SQLite's own settings as a store's settings want them, in the order in which they have to be applied: on a new file,
 * {@code auto_vacuum} has no effect once the journal mode is set. Immutable.
 */
record Pragmas(List<Pragma> pragmas) {

    /** No pragma: SQLite's defaults. */
    static final Pragmas NONE = new Pragmas(List.of());

    private static final List<String> PER_CONNECTION =
            List.of("cache_size", "mmap_size", "synchronous", "wal_autocheckpoint");
    private static final long SYNCHRONOUS_FULL = 2;

    /** In pages. With so many in the log {@link Checkpoints} does not keep up, and commits have to copy them. */
    private static final int LONGEST_LOG = 64_000;

    /** One of them. */
    record Pragma(String name, String value) {}

    static Pragmas of(Settings settings, Durability durability) {
        long synchronous = settings.get(Setting.SQLITE_SYNCHRONOUS);
        if (durability == Durability.FULL) {
            synchronous = Math.max(synchronous, SYNCHRONOUS_FULL);
        }
        return new Pragmas(List.of(
                new Pragma("auto_vacuum", Long.toString(settings.get(Setting.SQLITE_AUTO_VACUUM))),
                new Pragma("cache_size", Long.toString(settings.get(Setting.SQLITE_CACHE_SIZE))),
                new Pragma("journal_mode", settings.get(Setting.SQLITE_JOURNAL_MODE)),
                new Pragma("mmap_size", Long.toString(settings.get(Setting.SQLITE_MMAP_SIZE))),
                new Pragma("synchronous", Long.toString(synchronous)),
                new Pragma("wal_autocheckpoint", Integer.toString(LONGEST_LOG))));
    }

    /** Those that each connection has to be told: the others are properties of the file. */
    Pragmas perConnection() {
        return new Pragmas(pragmas.stream()
                .filter(pragma -> PER_CONNECTION.contains(pragma.name))
                .toList());
    }

    /** Sets those that differ. */
    void applyTo(Statement statement) throws SQLException {
        for (Pragma pragma : pragmas) {
            if (!pragma.value.equals(value(statement, pragma.name))) {
                statement.execute("PRAGMA " + pragma.name + " = " + pragma.value);
            }
        }
    }

    private static String value(Statement statement, String name) throws SQLException {
        try (ResultSet result = statement.executeQuery("PRAGMA " + name)) {
            return result.next() ? result.getString(1).toLowerCase(Locale.ROOT) : "";
        }
    }
}
