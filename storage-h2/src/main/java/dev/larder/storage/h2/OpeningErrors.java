package dev.larder.storage.h2;

import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.LarderException;
import dev.larder.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.h2.api.ErrorCode;

/** Says why a database cannot be opened, and what can be done about it. */
final class OpeningErrors {

    /** What H2 puts behind the name of a database. */
    private static final String SUFFIX = ".mv.db";

    private OpeningErrors() {}

    /** Makes the directory where it is not there, and refuses what H2 would stumble over. */
    static void requirePlace(Path database) {
        Path directory = database.getParent();
        if (directory == null) {
            throw new StorageException(database + " is a root, which cannot be a file; choose a path below it", null);
        }
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new StorageException(
                    "The directory " + directory + " for the H2 database cannot be made (" + e
                            + "); check the path and its rights",
                    e);
        }
        Path file = Path.of(database + SUFFIX);
        if (Files.isDirectory(file)) {
            throw new StorageException(
                    file + " is a directory, where the H2 database would be; choose another path", null);
        }
    }

    static LarderException map(SQLException e, String name, boolean isShared) {
        return switch (e.getErrorCode()) {
            case ErrorCode.DATABASE_ALREADY_OPEN_1 ->
                new StorageException(
                        "Another process has the H2 database " + name + " open, "
                                + (isShared
                                        ? "for itself alone; use H2.sharedFile there, too"
                                        : "and H2.file is for"
                                                + " one process; close it there, or use H2.sharedFile in all that open it"),
                        e.getErrorCode(),
                        e);
            case ErrorCode.FILE_CORRUPTED_1, ErrorCode.FILE_VERSION_ERROR_1, ErrorCode.GENERAL_ERROR_1 ->
                new CorruptStoreException(
                        name + SUFFIX + " is damaged, or not an H2 database (" + e.getMessage()
                                + "); use a copy of it, or H2's recovery tool org.h2.tools.Recover",
                        e);
            case ErrorCode.WRONG_USER_OR_PASSWORD ->
                new StorageException(
                        "The H2 database " + name + " has a user with a name or a password, so that Larder has not"
                                + " made it; choose another path",
                        e.getErrorCode(),
                        e);
            default ->
                new StorageException(
                        "The H2 database " + name + " cannot be opened: " + e.getMessage()
                                + "; check the path and its rights",
                        e.getErrorCode(),
                        e);
        };
    }
}
