package dev.larder.storage.sqlite;

import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.LarderException;
import dev.larder.storage.LarderTimeoutException;
import dev.larder.storage.StorageException;
import dev.larder.storage.StoreFullException;
import dev.larder.storage.jooq.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteException;

/** The one place that turns errors of SQLite and of the disk into what callers see, for the store in one directory. */
final class SqliteErrors {

    private static final int PRIMARY_CODE = 0xFF;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READONLY = 8;
    private static final int IOERR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANTOPEN = 14;
    private static final int NOTADB = 26;

    /** With less room than this, SQLite's failing to write is taken for a full device: it does not always say so. */
    private static final long NO_ROOM_BYTES = 256 * 1024;

    private static final List<String> FULL_DISK_MESSAGES =
            List.of("no space left", "file too large", "quota exceeded", "not enough space", "there is not enough");

    private final Path directory;

    SqliteErrors(Path directory) {
        this.directory = directory;
    }

    /** SQLite's extended code, or 0 if the error is not SQLite's. */
    static int code(SQLException e) {
        return e instanceof SQLiteException sqlite ? sqlite.getResultCode().code : e.getErrorCode();
    }

    /** Whether another connection is in the way, so that trying again may help. */
    static boolean isBusy(SQLException e) {
        int primary = code(e) & PRIMARY_CODE;
        return primary == BUSY || primary == LOCKED;
    }

    /** What an error of the database means to the caller. */
    LarderException of(SQLException e) {
        int code = code(e);
        return switch (code & PRIMARY_CODE) {
            case BUSY, LOCKED -> timeout(Duration.ZERO, e);
            case FULL -> full(e);
            case CORRUPT, NOTADB ->
                new CorruptStoreException(
                        "The database of the store " + directory + " is damaged or is no SQLite database ("
                                + detail(e, code)
                                + "); restore it from a backup, or move the directory away to start with an empty one",
                        e);
            case READONLY -> storage("is read-only; give this process the right to write to it", e, code);
            case CANTOPEN ->
                storage("cannot be opened; look at the rights of the directory and of cache.db in it", e, code);
            case IOERR -> hasNoRoom() ? full(e) : storage("cannot be read or written; look at the disk", e, code);
            default -> storage("refused a statement", e, code);
        };
    }

    /** The same, for an operation that waits up to {@code deadline}. */
    LarderException of(SQLException e, Deadline deadline) {
        return isBusy(e) ? timeout(deadline.waited(), e) : of(e);
    }

    /** What an error with a value file means to the caller. */
    LarderException of(IOException e, String doing) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (FULL_DISK_MESSAGES.stream().anyMatch(message::contains)) {
            return full(e);
        }
        return new StorageException(
                "The store " + directory + " failed when " + doing + " (" + e
                        + "); look at the rights of the directory and of what is in it, and at the disk",
                e);
    }

    /** The caller's bound on waiting is used up. */
    LarderTimeoutException timeout(Duration waited, @Nullable Throwable cause) {
        return new LarderTimeoutException(
                "Another thread or process held the store " + directory
                        + " for longer than the operation may wait: gave up after " + waited.toMillis()
                        + " ms; try again, or allow a longer wait",
                waited,
                cause);
    }

    private StoreFullException full(Throwable cause) {
        return new StoreFullException(
                "There is no room for the store " + directory + " (" + cause.getMessage()
                        + "); nothing was changed: free space on its disk, or remove entries, and try again",
                cause);
    }

    private StorageException storage(String what, SQLException e, int code) {
        return new StorageException(
                "The database of the store " + directory + " " + what + " (" + detail(e, code) + ")", code, e);
    }

    private static String detail(SQLException e, int code) {
        return "SQLite code " + code + ": " + e.getMessage();
    }

    private boolean hasNoRoom() {
        try {
            return Files.getFileStore(directory).getUsableSpace() < NO_ROOM_BYTES;
        } catch (IOException unknown) {
            return false;
        }
    }
}
