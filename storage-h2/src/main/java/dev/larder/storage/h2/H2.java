package dev.larder.storage.h2;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.UUID;

/** Where an H2 database lies. Collections in it have names; opening nothing by itself. */
public final class H2 {

    private H2() {}

    /**
     * A database in a file, for this process alone: the file's name is {@code path} with {@code .mv.db} behind it. What
     * is acknowledged survives a killed process, at the price of a forced write for each commit.
     *
     * @throws IllegalArgumentException if the path is not of the default file system, the only one H2 can use
     */
    public static H2Storage file(Path path) {
        return inFile(path, false);
    }

    /**
     * As {@link #file}, for several processes on one machine: the first one that opens it serves the others over a
     * loopback connection, and when it ends another takes its place.
     */
    public static H2Storage sharedFile(Path path) {
        return inFile(path, true);
    }

    private static H2Storage inFile(Path path, boolean isShared) {
        if (!path.getFileSystem().equals(FileSystems.getDefault())) {
            throw new IllegalArgumentException(
                    "H2 cannot use " + path.toUri() + "; choose a path of the default file" + " system");
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
