package dev.larder.storage.sqlite;

import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.Scalar;
import dev.larder.storage.SchemaVersionException;
import dev.larder.storage.Setting;
import dev.larder.storage.StorageException;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.jooq.Deadline;
import dev.larder.storage.jooq.Schema;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Opens the store in a directory, making what is not there. What is already as it should be costs a few reads. */
final class Opening {

    private final Path directory;
    private final StoreConfig config;
    private final FileSystemProbe probe;
    private final SqliteErrors errors;
    private final ValueFiles files;
    private final Values values;
    private final Connections connections;
    private final Deadline deadline;

    Opening(Path directory, StoreConfig config, FileSystemProbe probe) {
        this.directory = directory;
        this.config = config;
        this.probe = probe;
        errors = new SqliteErrors(directory);
        files = new ValueFiles(directory, config.durability(), errors);
        values = new Values(files);
        connections = new Connections(directory.resolve(Connections.DATABASE), values, config.firstPosition());
        deadline = new Deadline(config.openWait());
    }

    Store open() {
        SettingChange.requireValid(config.settings());
        makeDirectory();
        if (!config.allowNetworkDisk()) {
            NetworkDisk.refuse(directory, probe);
        }
        try {
            SqliteConnection connection = connections.open();
            try {
                LiveSettings.Snapshot settings = prepare(connection);
                StoreParts parts =
                        new StoreParts(directory, config, errors, files, values, connections, connection, settings);
                parts.pins().sweep();
                return new SqliteStore(parts);
            } catch (Throwable e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw errors.of(e, deadline);
        } catch (CorruptStoreException e) {
            throw new CorruptStoreException("Cannot open " + directory + ": " + e.getMessage(), e);
        } catch (SchemaVersionException e) {
            throw new SchemaVersionException("Cannot open " + directory + ": " + e.getMessage(), e);
        }
    }

    private void makeDirectory() {
        try {
            Files.createDirectories(directory);
        } catch (FileAlreadyExistsException e) {
            throw new StorageException(
                    "The store cannot be made in " + directory + ": there is a file at " + e.getFile()
                            + " where a directory should be; choose another directory, or move the file away",
                    e);
        } catch (IOException e) {
            throw new StorageException(
                    "The directory " + directory + " cannot be made (" + e
                            + "); choose one in a place that this process may write to",
                    e);
        }
        if (!Files.isWritable(directory)) {
            throw new StorageException(
                    "The directory " + directory
                            + " is not writable for this process, and a store is written to even when it is only read;"
                            + " give it the right to write there, or choose another directory",
                    null);
        }
    }

    /** Brings schema, settings and indexes into shape, as far as they are not. */
    private LiveSettings.Snapshot prepare(SqliteConnection connection) throws SQLException {
        if (!Busy.retry(deadline, () -> Schema.sqlite().isCurrent(connection.session()))) {
            // auto_vacuum has to be set before anything is in the file
            set(connection, wanted(Map.of()).pragmas());
            new Migration(connections, deadline).run();
        }
        Map<String, Scalar> stored =
                Busy.retry(deadline, () -> connection.rows().settings().read());
        LiveSettings.Snapshot wanted = wanted(stored);
        set(connection, wanted.pragmas());
        boolean isCurrent = stored.entrySet()
                        .containsAll(config.settings().rows().entrySet())
                && Busy.retry(
                        deadline, () -> connection.rows().indexes().matches(wanted.policy(), hasTagIndex(wanted)));
        return isCurrent ? wanted : write(connection);
    }

    private void set(SqliteConnection connection, Pragmas pragmas) throws SQLException {
        Busy.retry(deadline, () -> {
            connection.set(pragmas);
            return true;
        });
    }

    private LiveSettings.Snapshot wanted(Map<String, Scalar> stored) {
        Map<String, Scalar> rows = new HashMap<>(stored);
        rows.putAll(config.settings().rows());
        return LiveSettings.Snapshot.of(rows, config.durability(), directory);
    }

    private static boolean hasTagIndex(LiveSettings.Snapshot settings) {
        return settings.settings().get(Setting.TAG_INDEX);
    }

    /** Writes the caller's settings and makes the indexes they need, in one transaction. */
    private LiveSettings.Snapshot write(SqliteConnection connection) throws SQLException {
        Busy.retry(deadline, () -> {
            connection.begin();
            return true;
        });
        try {
            Rows rows = connection.rows();
            rows.settings().write(config.settings().rows());
            LiveSettings.Snapshot written = wanted(rows.settings().read());
            rows.indexes().match(written.policy(), hasTagIndex(written));
            Busy.retry(deadline, () -> {
                connection.commit();
                return true;
            });
            return written;
        } catch (Throwable e) {
            connection.rollback();
            throw e;
        }
    }
}
