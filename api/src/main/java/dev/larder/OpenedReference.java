package dev.larder;

import dev.larder.codec.Codec;
import dev.larder.storage.Durability;
import dev.larder.storage.Scalar;
import dev.larder.storage.Settings;
import dev.larder.storage.StoreConfig;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Where a cache is and how it was opened.
 *
 * @param settings those that the builder was given, as native values by name
 */
@SuppressWarnings("serial") // codecs say themselves whether they are serialisable, which `of` checks
record OpenedReference<K, V>(
        URI storage,
        Codec<K> keys,
        Codec<V> values,
        Map<String, Object> settings,
        Duration timeout,
        Durability durability,
        boolean exactAccess,
        boolean allowNetworkFileSystem,
        Duration checkGracePeriod,
        Undecodable undecodable,
        FailurePolicy failures,
        boolean reopening)
        implements CacheReference<K, V> {

    /**
     * A reference to the store at {@code storage}.
     *
     * @throws IllegalStateException if a codec is not serialisable
     */
    static <K, V> OpenedReference<K, V> of(URI storage, CacheOptions<K, V> options) {
        requireSerializable(options.keys());
        requireSerializable(options.values());
        StoreConfig config = options.config();
        Map<String, Object> settings = new HashMap<>();
        config.settings().rows().forEach((name, value) -> settings.put(name, Tags.toObject(value)));
        return new OpenedReference<>(
                storage,
                options.keys(),
                options.values(),
                settings,
                config.readWait().toDuration(),
                config.durability(),
                config.exactAccess(),
                config.allowNetworkDisk(),
                config.checkGracePeriod(),
                options.undecodable(),
                options.failures(),
                options.opening().reopening());
    }

    private static void requireSerializable(Codec<?> codec) {
        try (ObjectOutputStream attempt = new ObjectOutputStream(OutputStream.nullOutputStream())) {
            attempt.writeObject(codec);
        } catch (NotSerializableException e) {
            throw new IllegalStateException(
                    "A reference cannot carry codec " + codec.name() + ": class " + e.getMessage()
                            + " is not serialisable",
                    e);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "A reference cannot carry codec " + codec.name() + ", which fails to be serialised: "
                            + e.getMessage(),
                    e);
        }
    }

    @Override
    public Cache<K, V> open() {
        return options().timeout(timeout).open();
    }

    /** All that is carried but for the timeout, whose meaning depends on the kind of cache. */
    CacheOptions<K, V> options() {
        Map<String, Scalar> rows = new HashMap<>();
        settings.forEach((name, value) -> rows.put(name, Tags.toScalar(value)));
        StoreConfig config = StoreConfig.defaults()
                .withSettings(Settings.of(rows))
                .withDurability(durability)
                .withExactAccess(exactAccess)
                .withAllowNetworkDisk(allowNetworkFileSystem)
                .withCheckGracePeriod(checkGracePeriod);
        Place place = () -> StorageLookup.find(storage);
        return new CacheOptions<>(
                place, keys, values, new StoreOpening(config, reopening, null), undecodable, failures, null);
    }
}
