package dev.larder.storage.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says on what kind of file system a directory lies. */
@FunctionalInterface
public interface FileSystemProbe {

    /**
     * The type of the file system that holds {@code directory}, as the operating system calls it, for example
     * {@code ext4} or {@code nfs4}.
     *
     * @param directory an existing directory
     * @throws IOException if it cannot be found out
     */
    String type(Path directory) throws IOException;

    /** Asks the operating system. */
    static FileSystemProbe system() {
        return directory -> Files.getFileStore(directory).type();
    }
}
