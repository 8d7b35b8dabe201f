package dev.larder.storage.h2;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.UUID;

/** Where an H2 database lies. Collections in it have names; opening nothing by itself. */
public final class H2 {

    private H2() {}

    /**
     * A database in a file, for this process alone: the file's name is {@code path} with {@code .mv.db} behind it. Its
     * directory is made if it is not there. What is acknowledged survives a killed process: each commit is written
     * before it returns, and with {@link dev.larder.storage.Durability#FULL} forced to the device.
     *
     * <p>Opening a collection of it is a {@link dev.larder.storage.StorageException} if another process has the file
     * open, a {@link dev.larder.storage.CorruptStoreException} if it is damaged or not a database, and a
     * {@link dev.larder.storage.SchemaVersionException} if a newer Larder has changed its tables.
     *
     * @throws IllegalArgumentException if the path is not of the default file system, the only one H2 can use, or has a
     *     semicolon in it, where H2's options begin
     */
    public static H2Storage file(Path path) {
        return inFile(path, false);
    }

    /**
     * As {@link #file}, for several processes on one machine, all of which have to open it so: the first one serves the
     * others over a loopback connection, and when it ends another takes its place.
     *
     * <p>H2 would listen at every address of the machine. Unless the application has set the system property
     * {@code h2.bindAddress} itself, opening a collection sets it to {@code localhost}, which holds for every other
     * server of H2 in the JVM as well. H2 reads it when it is first used: if that was before, opening is a
     * {@link dev.larder.storage.StorageException} that asks for {@code -Dh2.bindAddress=localhost}.
     *
     * @throws IllegalArgumentException as {@link #file}
     */
    public static H2Storage sharedFile(Path path) {
        return inFile(path, true);
    }

    private static H2Storage inFile(Path path, boolean isShared) {
        if (!path.getFileSystem().equals(FileSystems.getDefault())) {
            throw new IllegalArgumentException(
                    "H2 cannot use " + path.toUri() + "; choose a path of the default file system");
        }
        if (path.toString().indexOf(';') >= 0) {
            throw new IllegalArgumentException(
                    "H2 takes what is behind the semicolon of '" + path + "' for options; choose a path without one");
        }
        return new H2Storage(H2Database.inFile(path.toAbsolutePath().normalize(), isShared), H2Storage.DEFAULT);
    }

    /** A new database in memory. It is there as long as a collection of it is open. */
    public static H2Storage memory() {
        return memory(UUID.randomUUID().toString());
    }

    static H2Storage memory(String name) {
        return new H2Storage(H2Database.inMemory(name), H2Storage.DEFAULT);
    }
}
