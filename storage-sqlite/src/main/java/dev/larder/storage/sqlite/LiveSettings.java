package dev.larder.storage.sqlite;

import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.Durability;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Scalar;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The settings as they were at most a second ago, whoever changed them. Safe for use by many threads. */
final class LiveSettings {

    private static final long LONGEST_NANOS = 1_000_000_000L;

    /** Rows of the settings table that are no settings. */
    static final List<String> COUNTERS = List.of("count", "size", "hits", "misses");

    private final ReentrantLock reading = new ReentrantLock();
    private final Readers readers;
    private final Connections connections;
    private final Durability durability;
    private final Path directory;
    private volatile Snapshot latest;
    private volatile @Nullable Uncommitted uncommitted;

    LiveSettings(Readers readers, Connections connections, Durability durability, Path directory, Snapshot first) {
        this.readers = readers;
        this.connections = connections;
        this.durability = durability;
        this.directory = directory;
        latest = first;
        connections.use(first.pragmas);
    }

    /**
     * Settings at one moment, with what is looked at often.
     *
     * @param readAt by {@link System#nanoTime()}
     */
    record Snapshot(
            Settings settings,
            boolean statistics,
            EvictionPolicy policy,
            long minFileSize,
            Pragmas pragmas,
            long readAt) {

        /** @throws CorruptStoreException if a row holds what its setting cannot be */
        static Snapshot of(Map<String, Scalar> rows, Durability durability, Path directory) {
            long readAt = System.nanoTime();
            Settings settings = Settings.of(withoutCounters(rows));
            for (Setting<?> setting : Setting.ALL) {
                try {
                    settings.get(setting);
                } catch (IllegalArgumentException e) {
                    throw new CorruptStoreException(
                            "The row '" + setting.name() + "' in the settings of the store " + directory
                                    + " is not valid: " + e.getMessage()
                                    + ". Nothing else is affected; open the store with an explicit value for this setting to replace it",
                            e);
                }
            }
            return new Snapshot(
                    settings,
                    settings.get(Setting.STATISTICS),
                    settings.get(Setting.EVICTION_POLICY),
                    settings.get(Setting.MIN_FILE_SIZE),
                    Pragmas.of(settings, durability),
                    readAt);
        }

        boolean isFresh() {
            return System.nanoTime() - readAt < LONGEST_NANOS;
        }

        boolean recordsAccess() {
            return statistics || policy.recordsAccess();
        }
    }

    /** The rows of the settings table that are settings. */
    static Map<String, Scalar> withoutCounters(Map<String, Scalar> rows) {
        Map<String, Scalar> settings = new HashMap<>(rows);
        settings.keySet().removeAll(COUNTERS);
        return settings;
    }

    /** What a transaction under way has written, which holds for its own thread only. */
    private record Uncommitted(Thread thread, Snapshot snapshot) {}

    Snapshot get() {
        Snapshot own = own();
        if (own != null) {
            return own;
        }
        Snapshot snapshot = latest;
        return snapshot.isFresh() ? snapshot : refreshed();
    }

    /** What {@link #get} returned last, however old: for whoever must not read in between. */
    Snapshot latest() {
        Snapshot own = own();
        return own == null ? latest : own;
    }

    private @Nullable Snapshot own() {
        Uncommitted written = uncommitted;
        return written != null && written.thread == Thread.currentThread() ? written.snapshot : null;
    }

    /** Puts settings into force for the calling thread, whose transaction has written them. */
    void useUncommitted(Snapshot snapshot) {
        uncommitted = new Uncommitted(Thread.currentThread(), snapshot);
    }

    /** Forgets what the calling thread's transaction has written, which is over. */
    void forgetUncommitted() {
        if (own() != null) {
            uncommitted = null;
        }
    }

    /** Puts settings into force that were just read or committed; whoever is reading them now comes before. */
    void use(Snapshot snapshot) {
        reading.lock();
        try {
            if (!snapshot.pragmas.equals(latest.pragmas)) {
                connections.use(snapshot.pragmas);
            }
            latest = snapshot;
        } finally {
            reading.unlock();
        }
    }

    private Snapshot refreshed() {
        reading.lock();
        try {
            if (!latest.isFresh()) {
                use(Snapshot.of(readers.read(rows -> rows.settings().read()), durability, directory));
            }
            return latest;
        } finally {
            reading.unlock();
        }
    }
}
