package dev.larder.storage.sqlite;

import dev.larder.storage.LeaseName;
import dev.larder.storage.Scalar;
import dev.larder.storage.StorageException;
import dev.larder.storage.jooq.Counters;
import dev.larder.storage.jooq.RowCopies;
import dev.larder.storage.jooq.StoredRow;
import dev.larder.storage.jooq.TableRow;
import dev.larder.storage.jooq.Written;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A shard that rows are copied to. Nobody else has it open. */
final class NewShard implements AutoCloseable {

    /** So that the log stays small. */
    private static final int ROWS_PER_COMMIT = 1_000;

    private final Path directory;
    private final SqliteConnection connection;
    private final RowCopies copies;
    private final ValueFileCopies files;
    private int uncommitted;
    private long rows;
    private long size;
    private long superseded;
    private long supersededSize;
    private long missingFiles;

    private NewShard(Path directory, SqliteConnection connection) {
        this.directory = directory;
        this.connection = connection;
        copies = new RowCopies(connection.session());
        files = new ValueFileCopies(directory);
    }

    /**
     * Opens a shard that is a store without rows.
     *
     * @param cacheBytes memory that SQLite may use for its pages
     */
    static NewShard open(Path directory, long cacheBytes) throws SQLException {
        SqliteConnection connection = Connections.to(directory).open();
        try {
            connection.set(new Pragmas(List.of(
                    new Pragmas.Pragma("locking_mode", "exclusive"),
                    new Pragmas.Pragma("cache_size", Long.toString(-cacheBytes / 1_024)),
                    // a checkpoint leaves everything on the device
                    new Pragmas.Pragma("synchronous", "2"))));
            return new NewShard(directory, connection);
        } catch (Throwable e) {
            connection.close();
            throw e;
        }
    }

    /** Takes a row, and the value file that it names in the shard {@code from}. */
    void add(StoredRow row, Path from) throws SQLException, IOException {
        begin();
        Written written = copies.insert(row);
        TableRow other = written.previous();
        if (other != null) {
            superseded++;
            supersededSize += written.stored() ? other.size() : row.size();
        }
        if (other != null && written.stored()) {
            rows--;
            size -= other.size();
            String file = other.filename();
            if (file != null && !files.drop(file)) {
                missingFiles--;
            }
        }
        if (written.stored()) {
            rows++;
            size += row.size();
            String file = row.filename();
            if (file != null && !files.bring(file, from)) {
                missingFiles++;
            }
        }
        end();
    }

    /** Takes a lease. */
    void addLease(LeaseName name, String owner, double endTime, @Nullable String note) throws SQLException {
        begin();
        connection.rows().leases().put(name, owner, endTime, note);
        end();
    }

    private void begin() throws SQLException {
        if (uncommitted == 0) {
            connection.begin();
        }
    }

    private void end() throws SQLException {
        uncommitted++;
        if (uncommitted == ROWS_PER_COMMIT) {
            commit();
        }
    }

    private void commit() throws SQLException {
        connection.commit();
        uncommitted = 0;
    }

    /**
     * Writes the last settings, compares what is there with what was put in, and brings it onto the device.
     *
     * @throws StorageException if something else is there
     */
    void seal(Map<String, Scalar> settings, long hits, long misses) throws SQLException {
        begin();
        connection.rows().settings().write(settings);
        connection.rows().counters().addAccesses(hits, misses);
        commit();
        Counters counters = connection.rows().counters();
        Counters.Recount expected = new Counters.Recount(rows, size);
        Counters.Recount counted = counters.recount();
        Counters.Values kept = counters.values();
        if (!counted.equals(expected) || kept.count() != rows || kept.size() != size) {
            throw new StorageException(
                    "The new shard " + directory + " should hold " + expected + ", but holds " + counted
                            + " and has counted " + kept + "; nothing was changed",
                    null);
        }
        connection.emptyLog();
    }

    long rows() {
        return rows;
    }

    long size() {
        return size;
    }

    long superseded() {
        return superseded;
    }

    long supersededSize() {
        return supersededSize;
    }

    long missingFiles() {
        return missingFiles;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
