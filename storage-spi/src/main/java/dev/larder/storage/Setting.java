package dev.larder.storage;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A named, typed value that a store keeps in its settings table, for all processes that use it. Names and defaults are
 * those of DiskCache.
 *
 * @param <T> type of the value
 */
public final class Setting<T> {

    /** Whether hits and misses are counted. Default: false. */
    public static final Setting<Boolean> STATISTICS = flag("statistics", false);

    /**
     * Whether rows are indexed by tag, which makes eviction by tag fast and each tagged write a little slower. Default:
     * false.
     */
    public static final Setting<Boolean> TAG_INDEX = flag("tag_index", false);

    /** Which rows go first. Default: {@link EvictionPolicy#LEAST_RECENTLY_STORED}. */
    public static final Setting<EvictionPolicy> EVICTION_POLICY = new Setting<>(
            "eviction_policy",
            EvictionPolicy.LEAST_RECENTLY_STORED,
            policy -> Scalar.of(policy.settingValue()),
            scalar -> scalar instanceof Scalar.Text text ? EvictionPolicy.ofSettingValue(text.value()) : null);

    /** Volume in bytes from which on rows are culled. Default: 1 GiB. */
    public static final Setting<Long> SIZE_LIMIT = number("size_limit", 1L << 30, 0, Long.MAX_VALUE);

    /** How many rows a write may cull; 0 turns culling on write off. Default: 10. */
    public static final Setting<Long> CULL_LIMIT = number("cull_limit", 10, 0, Integer.MAX_VALUE);

    /** Text of at least this many code points, and bytes of at least this length, go to files. Default: 32,768. */
    public static final Setting<Long> MIN_FILE_SIZE = number("disk_min_file_size", 32_768, 0, Integer.MAX_VALUE);

    /** Protocol of Python's pickles in this store, which decides the bytes of pickled keys. Default: 5. */
    public static final Setting<Long> PICKLE_PROTOCOL = number("disk_pickle_protocol", 5, 0, 5);

    /** SQLite: 0 none, 1 full, 2 incremental; effective on a new store only. Default: 1. */
    public static final Setting<Long> SQLITE_AUTO_VACUUM = number("sqlite_auto_vacuum", 1, 0, 2);

    /** SQLite: page cache of each connection, in pages, or in KiB if negative. Default: 8,192. */
    public static final Setting<Long> SQLITE_CACHE_SIZE =
            number("sqlite_cache_size", 8_192, Integer.MIN_VALUE, Integer.MAX_VALUE);

    /** SQLite: journal mode; with any but {@code wal} readers and writers wait for each other. Default: wal. */
    public static final Setting<String> SQLITE_JOURNAL_MODE = new Setting<>(
            "sqlite_journal_mode",
            "wal",
            mode -> Scalar.of(requireJournalMode(mode)),
            scalar -> scalar instanceof Scalar.Text text ? requireJournalMode(text.value()) : null);

    /** SQLite: bytes of the database file to map into memory. Default: 64 MiB. */
    public static final Setting<Long> SQLITE_MMAP_SIZE = number("sqlite_mmap_size", 64L << 20, 0, Long.MAX_VALUE);

    /** SQLite: 0 off, 1 normal, 2 full, 3 extra; see {@link Durability}. Default: 1. */
    public static final Setting<Long> SQLITE_SYNCHRONOUS = number("sqlite_synchronous", 1, 0, 3);

    /** All of them, in the order of the format's table. */
    public static final List<Setting<?>> ALL = List.of(
            STATISTICS,
            TAG_INDEX,
            EVICTION_POLICY,
            SIZE_LIMIT,
            CULL_LIMIT,
            SQLITE_AUTO_VACUUM,
            SQLITE_CACHE_SIZE,
            SQLITE_JOURNAL_MODE,
            SQLITE_MMAP_SIZE,
            SQLITE_SYNCHRONOUS,
            MIN_FILE_SIZE,
            PICKLE_PROTOCOL);

    private final String name;
    private final T defaultValue;
    private final Function<T, Scalar> writer;
    private final Function<Scalar, @Nullable T> reader;

    private Setting(String name, T defaultValue, Function<T, Scalar> writer, Function<Scalar, @Nullable T> reader) {
        this.name = name;
        this.defaultValue = defaultValue;
        this.writer = writer;
        this.reader = reader;
    }

    private static Setting<Boolean> flag(String name, boolean defaultValue) {
        return new Setting<>(
                name,
                defaultValue,
                on -> Scalar.of(on ? 1L : 0L),
                scalar -> scalar instanceof Scalar.Int64 number ? number.value() != 0 : null);
    }

    private static Setting<Long> number(String name, long defaultValue, long least, long greatest) {
        Function<Long, Long> inRange = value -> {
            if (value < least || value > greatest) {
                throw new IllegalArgumentException(
                        "Setting " + name + " is " + value + " but must be from " + least + " to " + greatest);
            }
            return value;
        };
        return new Setting<>(name, defaultValue, value -> Scalar.of(inRange.apply(value)), scalar -> {
            if (scalar instanceof Scalar.Int64 number) {
                return inRange.apply(number.value());
            }
            // a Python fanout shard stores its share of the size limit as a fraction
            return scalar instanceof Scalar.Float64 number ? inRange.apply((long) number.value()) : null;
        });
    }

    private static String requireJournalMode(String mode) {
        if (!List.of("wal", "delete", "truncate", "persist", "memory", "off").contains(mode)) {
            throw new IllegalArgumentException("Setting sqlite_journal_mode is '" + mode
                    + "' but must be wal, delete, truncate, persist, memory or off");
        }
        return mode;
    }

    /** Name of its row. */
    public String name() {
        return name;
    }

    /** What holds where a store has no row for it. */
    public T defaultValue() {
        return defaultValue;
    }

    /**
     * The form in which a value is stored.
     *
     * @throws IllegalArgumentException if the value is outside the setting's range
     */
    public Scalar toScalar(T value) {
        return writer.apply(value);
    }

    /**
     * The value of a stored form.
     *
     * @throws IllegalArgumentException if the form has another type or is outside the setting's range
     */
    public T fromScalar(Scalar stored) {
        T value = reader.apply(stored);
        if (value == null) {
            throw new IllegalArgumentException("Setting " + name + " has a value of another type: " + stored);
        }
        return value;
    }

    @Override
    public String toString() {
        return name;
    }
}
