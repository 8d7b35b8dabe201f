package dev.larder.storage.sqlite;

import dev.larder.storage.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses directories on network file systems: their locks often do not work, and SQLite's shared memory never does.
 */
final class NetworkDisk {

    private static final Set<String> TYPES =
            Set.of("nfs", "nfs4", "cifs", "smb3", "afs", "sshfs", "fuse.sshfs", "osxfuse.sshfs", "macfuse.sshfs");

    private NetworkDisk() {}

    /** @throws StorageException if {@code directory} lies on a network file system, or the probe fails */
    static void refuse(Path directory, FileSystemProbe probe) {
        String type;
        try {
            type = probe.type(directory);
        } catch (IOException e) {
            throw new StorageException(
                    "Cannot find out on what file system " + directory + " lies: " + e.getMessage()
                            + "; allow network disks if this is none and the store shall be opened all the same",
                    e);
        }
        if (TYPES.contains(type.toLowerCase(Locale.ROOT))) {
            throw new StorageException(
                    "The directory " + directory + " is on a network file system (" + type
                            + "), where locks between processes often fail and commits can be lost; "
                            + "put the store on a local disk, or allow network disks if only this one process will ever use it",
                    null);
        }
    }
}
