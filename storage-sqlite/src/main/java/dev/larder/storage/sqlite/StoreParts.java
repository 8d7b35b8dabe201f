package dev.larder.storage.sqlite;

import dev.larder.storage.StoreConfig;
import java.nio.file.Path;
import java.sql.SQLException;

/** The parts of one open store, put together. */
final class StoreParts {

    private final Path directory;
    private final SqliteErrors errors;
    private final Readers readers;
    private final Checkpoints checkpoints;
    private final Writer writer;
    private final LiveSettings settings;
    private final AccessLog accesses;
    private final RemovalTeller removals;
    private final Operations operations;
    private final RowReader reader;
    private final RowChanges changes;
    private final RowBatches batches;
    private final Sequences sequences;
    private final LeaseChanges leases;
    private final WorkQueueChanges workQueue;
    private final CommitWatches watches;
    private final Inspection inspection;
    private final SettingChange settingChange;
    private final Verification verification;
    private final Pins pins;

    /**
     * @param connection the one that writes; closed with the store
     * @param firstSettings the settings as they are now
     */
    StoreParts(
            Path directory,
            StoreConfig config,
            SqliteErrors errors,
            ValueFiles files,
            Values values,
            Connections connections,
            SqliteConnection connection,
            LiveSettings.Snapshot firstSettings) {
        this.directory = directory;
        this.errors = errors;
        readers = new Readers(connections, errors, config.readWait());
        AccessBuffer unwritten = new AccessBuffer();
        StoreFiles allFiles =
                new StoreFiles(files, new ValueFiles(directory, config.durability(), errors, FileKind.WORK));
        watches = new CommitWatches(directory, connections, errors);
        checkpoints = new Checkpoints(readers);
        writer = new Writer(connection, connections, config, allFiles, unwritten, watches, checkpoints, errors);
        settings = new LiveSettings(readers, connections, config.durability(), directory, firstSettings);
        accesses = new AccessLog(unwritten, writer, settings, config);
        removals = new RemovalTeller(config.removals(), values);
        operations = new Operations(readers, writer, allFiles, removals);
        reader = new RowReader(operations, values, accesses, config.clock());
        Culling culling = new Culling(accesses);
        changes = new RowChanges(operations, values, settings, culling);
        batches = new RowBatches(operations, values, reader, accesses);
        sequences = new Sequences(operations, values, reader, settings, culling, config.clock());
        leases = new LeaseChanges(operations, config.clock());
        workQueue = new WorkQueueChanges(operations, new Values(allFiles.work()), settings, config.clock());
        inspection = new Inspection(operations, accesses, config.readWait());
        settingChange = new SettingChange(operations, settings, readers, writer, config.durability(), directory);
        pins = new Pins(directory, config.clock(), errors);
        verification = new Verification(
                operations,
                new FileCheck(operations, files),
                new WorkFileCheck(operations, allFiles.work()),
                new ValueDirectories(directory, errors),
                pins,
                directory,
                config.checkGracePeriod());
    }

    Path directory() {
        return directory;
    }

    Writer writer() {
        return writer;
    }

    LiveSettings settings() {
        return settings;
    }

    RemovalTeller removals() {
        return removals;
    }

    Operations operations() {
        return operations;
    }

    RowReader reader() {
        return reader;
    }

    RowChanges changes() {
        return changes;
    }

    RowBatches batches() {
        return batches;
    }

    Sequences sequences() {
        return sequences;
    }

    LeaseChanges leases() {
        return leases;
    }

    WorkQueueChanges workQueue() {
        return workQueue;
    }

    CommitWatches watches() {
        return watches;
    }

    Inspection inspection() {
        return inspection;
    }

    SettingChange settingChange() {
        return settingChange;
    }

    Verification verification() {
        return verification;
    }

    Pins pins() {
        return pins;
    }

    /** Writes what is buffered and closes the connections; to be called when nothing runs any more. */
    void close() {
        pins.sweep();
        accesses.close();
        checkpoints.close();
        try {
            readers.close();
        } catch (SQLException e) {
            throw errors.of(e);
        } finally {
            writer.close();
        }
    }
}
