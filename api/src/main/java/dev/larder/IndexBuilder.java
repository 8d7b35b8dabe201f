package dev.larder;

import dev.larder.codec.Codec;
import dev.larder.storage.Durability;
import dev.larder.storage.Setting;
import dev.larder.storage.Storage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How to open an index. Immutable: every method returns another builder, and one builder may open several indexes.
 *
 * <p>Without {@link #keys} and {@link #values} both are native types: {@code Long}, {@code Double}, {@code String} and
 * {@code byte[]}.
 */
public interface IndexBuilder<K, V> {

    /**
     * The codec of the keys.
     *
     * @throws IllegalArgumentException if the codec may give equal keys different forms
     */
    <L> IndexBuilder<L, V> keys(Codec<L> codec);

    /** The codec of the values. */
    <W> IndexBuilder<K, W> values(Codec<W> codec);

    /**
     * Writes this setting into the store when it is opened.
     *
     * @throws IllegalArgumentException if the setting cannot have this value, or is the eviction policy: an index
     *     evicts nothing
     */
    <T> IndexBuilder<K, V> with(Setting<T> setting, T value);

    /**
     * How long opening and operations wait for other writers; 60 seconds if not said.
     *
     * @throws IllegalArgumentException if {@code timeout} is negative
     */
    IndexBuilder<K, V> timeout(Duration timeout);

    /** What an acknowledged write survives; {@link Durability#NORMAL} if not said. */
    IndexBuilder<K, V> durability(Durability durability);

    /** What to do with keys and values that the codec cannot read; {@link Undecodable#FAIL} if not said. */
    IndexBuilder<K, V> undecodable(Undecodable policy);

    /** What time it is; the system's clock if not said. For tests. */
    IndexBuilder<K, V> clock(InstantSource clock);

    /** Opens the store even on a network file system, where locks often do not work and data may be lost. */
    IndexBuilder<K, V> allowNetworkFileSystem();

    /**
     * How old a file that no entry names must be before {@link Cache#repair()} deletes it; 15 minutes if not said.
     *
     * @throws IllegalArgumentException if {@code age} is negative
     */
    IndexBuilder<K, V> checkGracePeriod(Duration age);

    /**
     * Makes using the index after closing it a {@link dev.larder.storage.StoreClosedException} instead of opening it
     * again.
     */
    IndexBuilder<K, V> refuseReopening();

    /**
     * Tells {@code listener} of each operation that takes at least so long; {@link SlowOperation} says what is measured
     * and when it is told. If it is said again, that counts.
     *
     * @throws IllegalArgumentException if {@code atLeast} is negative
     */
    IndexBuilder<K, V> slowOperations(Duration atLeast, Consumer<? super SlowOperation> listener);

    /**
     * Opens the index. {@link Storage#open} says how else that can fail.
     *
     * @throws IllegalStateException if the module of the storage is missing, or if the store was made for another kind
     *     of collection or with other codecs; it says which
     * @throws UnsupportedOperationException if a crash of the server would empty the storage, which is for caches only
     */
    Index<K, V> open();

    /** Opens the index and puts these entries in one transaction and in their order, beside those that are there. */
    default Index<K, V> open(Map<? extends K, ? extends V> entries) {
        return open(entries.entrySet());
    }

    /** Opens the index and puts these pairs into it, as {@link Index#update} does, beside those that are there. */
    default Index<K, V> open(Iterable<? extends Map.Entry<? extends K, ? extends V>> pairs) {
        Index<K, V> index = open();
        try {
            index.update(pairs);
            return index;
        } catch (Throwable e) {
            index.close();
            throw e;
        }
    }
}
