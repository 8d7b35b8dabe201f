package dev.larder.storage.sqlite;

import dev.larder.storage.Storage;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Path;

/**
 * A directory with a SQLite database and large values in files beside it, in the format of Python's DiskCache.
 * Immutable and thread-safe; any number of threads and processes may open the same directory at the same time.
 *
 * <p>While a store is open, nothing in the process may open {@code cache.db}, {@code cache.db-wal} or
 * {@code cache.db-shm} by other means than SQLite, not even to read: closing such a file drops the locks that SQLite
 * holds on it, and commits get lost.
 */
public final class SqliteStorage implements Storage {

    private final Path directory;
    private final FileSystemProbe probe;

    private SqliteStorage(Path directory, FileSystemProbe probe) {
        this.directory = directory;
        this.probe = probe;
    }

    /**
     * The storage in {@code directory}, which opening makes if it is not there.
     *
     * @throws IllegalArgumentException if the path is not of the default file system, the only one SQLite can use
     */
    public static SqliteStorage at(Path directory) {
        if (!directory.getFileSystem().equals(FileSystems.getDefault())) {
            throw new IllegalArgumentException("SQLite cannot use the file system of " + directory.toUri()
                    + "; choose a directory of the operating system's");
        }
        return new SqliteStorage(directory.toAbsolutePath(), FileSystemProbe.system());
    }

    /** The same storage, finding out about network file systems in another way. */
    public SqliteStorage withFileSystemProbe(FileSystemProbe probe) {
        return new SqliteStorage(directory, probe);
    }

    @Override
    public Store open(StoreConfig config) {
        return new Opening(directory, config, probe).open();
    }

    @Override
    public URI uri() {
        return directory.toUri();
    }

    @Override
    public String toString() {
        return "SqliteStorage[" + directory + "]";
    }
}
