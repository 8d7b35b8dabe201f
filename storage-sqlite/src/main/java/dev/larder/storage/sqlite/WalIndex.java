package dev.larder.storage.sqlite;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The head of the wal-index of one database: memory that all processes share which have it open, and that each commit
 * changes. Looking at it costs a twentieth of a statement. Safe for use by many threads.
 *
 * <p>It is read from SQLite's {@code -shm} file, and a process that closes <em>any</em> descriptor of that file loses
 * all the locks that SQLite holds on it for the process. So there is one descriptor for each file, whoever asks for it,
 * which stays open until the file is gone: SQLite removes it when nobody has the database open any more. It is none of
 * a channel: that would be closed when a thread that uses it is interrupted.
 */
final class WalIndex {

    /** What the head begins with, in the byte order of the machine: the version of its format. */
    private static final int VERSION = 3_007_000;

    /** Version, counter of changes, length of the log, its checksums and salts, and a checksum of all these. */
    private static final int HEAD_BYTES = 48;

    private static final ReentrantLock REGISTRY = new ReentrantLock();

    /** By file. For the life of the process, because the collector closes what nobody can reach. */
    private static final Map<Path, WalIndex> KEPT = new HashMap<>(); // guarded by the registry's lock

    private final ReentrantLock lock = new ReentrantLock();
    private final Object identity;
    private final RandomAccessFile file;

    private WalIndex(Object identity, RandomAccessFile file) {
        this.identity = identity;
        this.file = file;
    }

    /**
     * That of a database which a connection of this process has read and keeps open; null if it cannot be read, because
     * the database is not in WAL mode or its file system does not tell one file from another.
     */
    static @Nullable WalIndex of(Path database) {
        REGISTRY.lock();
        try {
            KEPT.entrySet().removeIf(kept -> kept.getValue().closeIfGone(kept.getKey()));
            Path path = database.resolveSibling(database.getFileName() + "-shm").toRealPath();
            WalIndex index = KEPT.get(path);
            if (index == null) {
                Object identity = identity(path);
                if (identity == null) {
                    return null;
                }
                index = new WalIndex(identity, new RandomAccessFile(path.toFile(), "r"));
                KEPT.put(path, index);
            }
            return ByteBuffer.wrap(index.head()).order(ByteOrder.nativeOrder()).getInt(0) == VERSION ? index : null;
        } catch (IOException e) {
            return null;
        } finally {
            REGISTRY.unlock();
        }
    }

    private boolean closeIfGone(Path path) {
        try {
            if (!isGone(path)) {
                return false;
            }
            file.close();
            return true;
        } catch (IOException e) {
            return false; // nobody knows what is there
        }
    }

    private boolean isGone(Path path) throws IOException {
        try {
            return !identity.equals(identity(path));
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    /** What tells a file from all others, or null where nothing does. */
    private static @Nullable Object identity(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /** The head as it is now: another one after each commit. */
    byte[] head() throws IOException {
        byte[] head = new byte[HEAD_BYTES];
        lock.lock();
        try {
            file.seek(0);
            file.readFully(head);
        } finally {
            lock.unlock();
        }
        return head;
    }
}
