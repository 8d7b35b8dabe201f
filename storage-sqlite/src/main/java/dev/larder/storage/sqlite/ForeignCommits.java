package dev.larder.storage.sqlite;

import dev.larder.storage.LarderException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Notices that somebody has committed: looks every few milliseconds at memory that processes share, in a thread of its
 * own, as long as anybody watches. Where there is no such memory it asks SQLite, on a connection of its own.
 */
final class ForeignCommits {

    /** A change of another process is noticed within this time; waking up so often takes some 0.3 % of a core. */
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** After so many intervals in which nobody watched, the thread ends: until then the next watch costs nothing. */
    private static final int IDLE_INTERVALS = 250;

    private final ReentrantLock lock = new ReentrantLock();
    private final Path directory;
    private final Connections connections;
    private final SqliteErrors errors;
    private final Runnable whenChanged;
    private final Consumer<LarderException> whenFailed;
    private int watching;
    private @Nullable Thread thread;
    private volatile boolean closed; // set under the lock

    /**
     * @param whenChanged to be run after a commit
     * @param whenFailed is told why commits can no longer be noticed
     */
    ForeignCommits(
            Path directory,
            Connections connections,
            SqliteErrors errors,
            Runnable whenChanged,
            Consumer<LarderException> whenFailed) {
        this.directory = directory;
        this.connections = connections;
        this.errors = errors;
        this.whenChanged = whenChanged;
        this.whenFailed = whenFailed;
    }

    /** From now on commits are noticed, until {@link #unwatch}, which is to be called even if this fails. */
    void watch() {
        lock.lock();
        try {
            watching++;
            if (thread == null && !closed) {
                // asked here, so that what is committed from now on makes a difference
                Version version = new Version(connections.open(), directory);
                Thread started = new Thread(() -> look(version), "larder-watch-" + directory.getFileName());
                started.setDaemon(true);
                started.start();
                thread = started;
            }
        } catch (SQLException e) {
            throw errors.of(e);
        } finally {
            lock.unlock();
        }
    }

    void unwatch() {
        lock.lock();
        try {
            watching--;
        } finally {
            lock.unlock();
        }
    }

    private void look(Version version) {
        try (version) {
            int idle = 0;
            while (idle < IDLE_INTERVALS || !endIfIdle()) {
                if (pause()) {
                    return;
                }
                idle = isWatched() ? 0 : idle + 1;
                if (version.hasChanged()) {
                    whenChanged.run();
                }
            }
        } catch (SQLException e) {
            end();
            whenFailed.accept(errors.of(e));
        }
    }

    /** Waits for the next time to look; returns whether the store is being closed. */
    private boolean pause() {
        LockSupport.parkNanos(this, INTERVAL_NANOS);
        Thread.interrupted(); // nobody but a stranger interrupts this thread, which ends with the store
        return closed;
    }

    private boolean isWatched() {
        lock.lock();
        try {
            return watching > 0;
        } finally {
            lock.unlock();
        }
    }

    private boolean endIfIdle() {
        lock.lock();
        try {
            if (watching == 0) {
                thread = null;
                return true;
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            thread = null;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the thread and waits until its connection is closed. */
    void close() {
        Thread running;
        lock.lock();
        try {
            closed = true;
            running = thread;
        } finally {
            lock.unlock();
        }
        if (running != null) {
            LockSupport.unpark(running);
            joinUninterruptibly(running);
        }
    }

    private static void joinUninterruptibly(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Something that each commit of another connection changes. */
    private static final class Version implements AutoCloseable {

        private final SqliteConnection connection;
        private final PreparedStatement statement;
        private @Nullable WalIndex index;
        private byte[] head = {};
        private long number;

        Version(SqliteConnection connection, Path directory) throws SQLException {
            this.connection = connection;
            try {
                statement = connection.session().connection().prepareStatement("PRAGMA data_version");
                number = read(); // from then on the wal-index stays where it is until the connection is closed
                index = WalIndex.of(directory.resolve(Connections.DATABASE));
                hasChanged();
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        }

        /** Whether there was a commit since the last call; where that cannot be told just now, there may have been. */
        boolean hasChanged() throws SQLException {
            WalIndex readable = index;
            if (readable == null) {
                return hasNumberChanged();
            }
            try {
                byte[] now = readable.head();
                boolean changed = !Arrays.equals(now, head);
                head = now;
                return changed;
            } catch (IOException e) {
                index = null;
                return true;
            }
        }

        private boolean hasNumberChanged() throws SQLException {
            try {
                long now = read();
                boolean changed = now != number;
                number = now;
                return changed;
            } catch (SQLException e) {
                if (SqliteErrors.isBusy(e)) {
                    return true;
                }
                throw e;
            }
        }

        private long read() throws SQLException {
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
