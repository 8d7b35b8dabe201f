package dev.larder.jcache;

import dev.larder.codec.Codec;
import dev.larder.storage.Durability;
import dev.larder.storage.EvictionPolicy;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * A configuration that says what only Larder's caches know: codecs, classes that may be serialised, a size limit. What
 * it does not say, the {@linkplain LarderProperties properties of the manager} may say for all its caches.
 *
 * <p>Say these first, for the setters of the standard return its own type:
 *
 * <pre>{@code
 * manager.createCache("jobs", new LarderConfiguration<String, Job>()
 *         .allow(Job.class)
 *         .setSizeLimit(DataSize.mebibytes(256))
 *         .setTypes(String.class, Job.class)
 *         .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(Duration.ONE_HOUR)));
 * }</pre>
 *
 * <p>Not safe for use by several threads while it is changed. A cache has a copy of its own.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public final class LarderConfiguration<K, V> extends MutableConfiguration<K, V> {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // a codec that is not serialisable makes writing the configuration fail, and is named
    private @Nullable Codec<K> keyCodec;

    @SuppressWarnings("serial") // as above
    private @Nullable Codec<V> valueCodec;

    private CacheSettings settings = CacheSettings.NONE;

    /** A configuration with the defaults of {@link MutableConfiguration}. */
    public LarderConfiguration() {}

    /** A copy of {@code configuration}. */
    public LarderConfiguration(CompleteConfiguration<K, V> configuration) {
        super(configuration);
        if (configuration instanceof LarderConfiguration<K, V> larder) {
            keyCodec = larder.keyCodec;
            valueCodec = larder.valueCodec;
            settings = larder.settings;
        }
    }

    /**
     * Keeps keys as {@code codec} writes them; keys are equal if their forms are.
     *
     * @throws IllegalArgumentException if the codec may give equal keys different forms
     */
    public LarderConfiguration<K, V> setKeyCodec(Codec<K> codec) {
        if (!codec.isDeterministic()) {
            throw new IllegalArgumentException("Codec " + codec.name()
                    + " may give equal keys different forms, so keys could not be found again; choose another codec");
        }
        keyCodec = codec;
        return this;
    }

    /** Keeps values as {@code codec} writes them. */
    public LarderConfiguration<K, V> setValueCodec(Codec<V> codec) {
        valueCodec = Objects.requireNonNull(codec, "codec");
        return this;
    }

    /**
     * Allows keys and values of these classes to be serialised, as {@link Codec#serializable} has it: with their
     * superclasses, and in arrays; the classes of what they are made of have to be named too. Counts where no codec is
     * set. Nothing else is serialised or read, but for texts, numbers, {@code UUID}s and the values of
     * {@code java.time}.
     */
    public LarderConfiguration<K, V> allow(Class<?>... classes) {
        Set<Class<?>> allowed = new LinkedHashSet<>(settings.allowed());
        allowed.addAll(Arrays.asList(classes));
        settings = new CacheSettings(
                allowed, settings.sizeLimit(), settings.evictionPolicy(), settings.durability(), settings.timeout());
        return this;
    }

    /**
     * The volume in bytes from which on entries are culled; see {@link dev.larder.DataSize}.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public LarderConfiguration<K, V> setSizeLimit(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("A size limit of " + bytes + " bytes is negative");
        }
        settings = new CacheSettings(
                settings.allowed(), bytes, settings.evictionPolicy(), settings.durability(), settings.timeout());
        return this;
    }

    /** Which entries go first when the size limit is reached. */
    public LarderConfiguration<K, V> setEvictionPolicy(EvictionPolicy policy) {
        settings = new CacheSettings(
                settings.allowed(),
                settings.sizeLimit(),
                Objects.requireNonNull(policy, "policy"),
                settings.durability(),
                settings.timeout());
        return this;
    }

    /** What an acknowledged write survives. */
    public LarderConfiguration<K, V> setDurability(Durability durability) {
        settings = new CacheSettings(
                settings.allowed(),
                settings.sizeLimit(),
                settings.evictionPolicy(),
                Objects.requireNonNull(durability, "durability"),
                settings.timeout());
        return this;
    }

    /**
     * How long operations wait for other writers.
     *
     * @throws IllegalArgumentException if {@code timeout} is negative
     */
    public LarderConfiguration<K, V> setTimeout(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("A timeout of " + timeout + " is negative");
        }
        settings = new CacheSettings(
                settings.allowed(), settings.sizeLimit(), settings.evictionPolicy(), settings.durability(), timeout);
        return this;
    }

    @Nullable
    Codec<K> keyCodec() {
        return keyCodec;
    }

    @Nullable
    Codec<V> valueCodec() {
        return valueCodec;
    }

    CacheSettings settings() {
        return settings;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other)
                && other instanceof LarderConfiguration<?, ?> configuration
                && Objects.equals(configuration.keyCodec, keyCodec)
                && Objects.equals(configuration.valueCodec, valueCodec)
                && configuration.settings.equals(settings);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), keyCodec, valueCodec, settings);
    }
}
