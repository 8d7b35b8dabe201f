package dev.larder.jcache;

import dev.larder.Larder;
import dev.larder.LarderBuilder;
import dev.larder.storage.Durability;
import dev.larder.storage.EvictionPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a manager, which hold for each cache that it creates; a {@link LarderConfiguration} says something
 * else for one. Properties whose name does not begin with {@code larder.} are somebody else's and left alone; an
 * unknown one that does is a {@link CacheException}, as is a value that cannot be read.
 *
 * <p>Those given to {@link LarderCachingProvider#getCacheManager} win over those of a file that the manager's URI
 * names.
 */
public final class LarderProperties {

    /** Where the caches live: the URI of a directory or of another storage. In a file that a manager's URI names. */
    public static final String STORAGE = "larder.storage";

    /**
     * The classes that may be serialised, beside the native ones: their names, as {@link Class#getName} has them, with
     * commas between. See {@link LarderConfiguration#allow}.
     */
    public static final String ALLOWED_CLASSES = "larder.allowed-classes";

    /** The volume in bytes from which on entries of a cache are culled, such as {@code 268435456}. */
    public static final String SIZE_LIMIT = "larder.size-limit";

    /** Which entries go first: {@code none}, {@code least-recently-stored} and so on. */
    public static final String EVICTION_POLICY = "larder.eviction-policy";

    /** What an acknowledged write survives: {@code normal} or {@code full}. */
    public static final String DURABILITY = "larder.durability";

    /** How long operations wait for other writers, such as {@code PT10S}. */
    public static final String TIMEOUT = "larder.timeout";

    private static final List<String> KNOWN =
            List.of(STORAGE, ALLOWED_CLASSES, SIZE_LIMIT, EVICTION_POLICY, DURABILITY, TIMEOUT);

    private static final String PREFIX = "larder.";
    private static final String FILE = ".properties";

    private LarderProperties() {}

    /**
     * Where the caches of a manager live, and what holds for all of them.
     *
     * @param place opens larders that share the storage, and thereby its connections
     */
    record Resolved(LarderBuilder place, CacheSettings defaults) {}

    /**
     * What the URI and the properties of a manager say.
     *
     * @throws CacheException if they cannot be read
     */
    static Resolved resolve(URI uri, ClassLoader loader, Properties given) {
        Properties all = new Properties();
        boolean isFile = uri.getSchemeSpecificPart().endsWith(FILE);
        if (isFile) {
            all.putAll(load(uri, loader));
        }
        for (String name : given.stringPropertyNames()) {
            all.setProperty(name, given.getProperty(name));
        }
        requireKnown(all);
        return new Resolved(place(storage(uri, isFile, all)), settings(all, loader));
    }

    private static LarderBuilder place(URI storage) {
        try {
            return Larder.at(storage).refuseReopening();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new CacheException("The cache manager cannot keep caches in " + storage + ": " + e.getMessage(), e);
        }
    }

    private static Properties load(URI uri, ClassLoader loader) {
        try (InputStream in = open(uri, loader)) {
            Properties loaded = new Properties();
            loaded.load(in);
            return loaded;
        } catch (IOException | IllegalArgumentException e) {
            throw new CacheException(
                    "The properties " + uri + ", which the URI of the cache manager names, cannot be read: " + e, e);
        }
    }

    private static InputStream open(URI uri, ClassLoader loader) throws IOException {
        if (uri.isAbsolute()) {
            return uri.toURL().openStream();
        }
        InputStream resource = loader.getResourceAsStream(uri.getPath());
        if (resource == null) {
            throw new IOException("the class loader of the manager has no resource of this name");
        }
        return resource;
    }

    private static void requireKnown(Properties all) {
        for (String name : all.stringPropertyNames()) {
            if (name.startsWith(PREFIX) && !KNOWN.contains(name)) {
                throw new CacheException(
                        "Unknown property " + name + " of the cache manager; known are " + String.join(", ", KNOWN));
            }
        }
    }

    private static URI storage(URI uri, boolean isFile, Properties all) {
        String storage = all.getProperty(STORAGE);
        if (storage == null) {
            if (isFile) {
                throw new CacheException("The properties " + uri + " do not say where the caches live; add " + STORAGE
                        + "=file:///var/lib/app/pantry, or the URI of another storage");
            }
            return uri;
        }
        return read(STORAGE, storage.strip(), URI::create);
    }

    private static CacheSettings settings(Properties all, ClassLoader loader) {
        Long sizeLimit = value(all, SIZE_LIMIT, Long::valueOf);
        if (sizeLimit != null && sizeLimit < 0) {
            throw new CacheException("Property " + SIZE_LIMIT + " is " + sizeLimit + ", which is negative; give bytes");
        }
        Set<Class<?>> allowed = value(all, ALLOWED_CLASSES, names -> classes(names, loader));
        return new CacheSettings(
                allowed == null ? Set.of() : allowed,
                sizeLimit,
                value(all, EVICTION_POLICY, EvictionPolicy::ofSettingValue),
                value(all, DURABILITY, name -> Durability.valueOf(name.toUpperCase(Locale.ROOT))),
                value(all, TIMEOUT, LarderProperties::timeout));
    }

    private static <T> @Nullable T value(Properties all, String name, Function<String, T> reader) {
        String value = all.getProperty(name);
        return value == null ? null : read(name, value.strip(), reader);
    }

    private static <T> T read(String name, String value, Function<String, T> reader) {
        try {
            return reader.apply(value);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new CacheException(
                    "Property " + name + " is '" + value + "', which cannot be read: " + e.getMessage(), e);
        }
    }

    private static Duration timeout(String value) {
        Duration timeout = Duration.parse(value);
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("it is negative");
        }
        return timeout;
    }

    private static Set<Class<?>> classes(String names, ClassLoader loader) {
        return Arrays.stream(names.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(name -> named(name, loader))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Class<?> named(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "the class loader of the manager has no class " + name
                            + "; a class within another one has a $ before its name",
                    e);
        }
    }
}
