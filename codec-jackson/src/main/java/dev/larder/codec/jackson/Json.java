package dev.larder.codec.jackson;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.larder.codec.Codec;

/**
 * Codecs that write values as JSON.
 *
 * <p>{@link #of(Class)} is Larder's own: JSON text, readable in the database. {@code Json.of(type).compressed()} takes
 * less room. {@link #diskCache(Class)} is that of Python's {@code diskcache.JSONDisk}, for directories that a Python
 * program shares.
 *
 * <p>Values are bound by Jackson. The mapper that the codecs bring sorts properties and, but for DiskCache's form, the
 * entries of maps, so that equal values have equal text and keys are found again; a key must not hold hashed sets,
 * whose order is nobody's. It is strict: unknown properties, null for a primitive, and text for a number or the reverse
 * are refused, integers of type {@code Object} are read as {@code Long}. It knows no module: for {@code java.time} and
 * the like pass a mapper that has one registered. In a named module the package of the values must be open to
 * {@code com.fasterxml.jackson.databind}.
 */
public final class Json {

    /** What {@code JSONDisk} uses if it is not told another level. */
    private static final int DISK_CACHE_LEVEL = 1;

    private Json() {}

    /** Values of this class, as JSON text. */
    public static <T> Codec<T> of(Class<T> type) {
        return of(type, Mappers.sorted());
    }

    /** Values of this type, as JSON text; for generic types: {@code Json.of(new TypeReference<List<Job>>() {})}. */
    public static <T> Codec<T> of(TypeReference<T> type) {
        return of(type, Mappers.sorted());
    }

    /**
     * Values of this class, as JSON text.
     *
     * @param mapper binds the values as it is configured now; later changes to its configuration have no effect. Good
     *     for keys only if it sorts properties ({@link MapperFeature#SORT_PROPERTIES_ALPHABETICALLY}) and map entries
     *     ({@link SerializationFeature#ORDER_MAP_ENTRIES_BY_KEYS})
     * @throws IllegalStateException if the mapper's class does not support {@link ObjectMapper#copy()}
     */
    public static <T> Codec<T> of(Class<T> type, ObjectMapper mapper) {
        return of(mapper.constructType(type), mapper);
    }

    /** As {@link #of(Class, ObjectMapper)}, for generic types. */
    public static <T> Codec<T> of(TypeReference<T> type, ObjectMapper mapper) {
        return of(mapper.constructType(type), mapper);
    }

    private static <T> Codec<T> of(JavaType type, ObjectMapper mapper) {
        boolean sorted = mapper.isEnabled(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                && mapper.isEnabled(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
        return new JsonCodec<>(new Binding(type, mapper), sorted);
    }

    /** As {@link #diskCache(Class, int)}, at level 1, which {@code JSONDisk} uses if it is not told another. */
    public static <T> Codec<T> diskCache(Class<T> type) {
        return diskCache(type, DISK_CACHE_LEVEL);
    }

    /** As {@link #diskCache(Class, int)}, for generic types and at level 1. */
    public static <T> Codec<T> diskCache(TypeReference<T> type) {
        return diskCache(type, DISK_CACHE_LEVEL);
    }

    /**
     * Keys and values as {@code diskcache.JSONDisk} writes them: JSON in the form of Python's {@code json.dumps},
     * compressed by zlib, kept as bytes.
     *
     * <p>Every JSON text has a value of type {@code JsonNode}, {@code null} included, which is the key that Python's
     * {@code None} becomes. {@code Object} gives {@code Map}, {@code List}, {@code String}, {@code Long},
     * {@code BigInteger}, {@code Double} and {@code Boolean}. Numbers keep their kind: {@code 1} and {@code 1.0} are
     * different keys, as are objects whose members are in another order. {@code BigDecimal} is refused, since Python
     * would read it as a float. Of members with one name, the last counts.
     *
     * <p>Streamed values are what JSONDisk makes of them: the bytes themselves, readable as streams only. Forms are
     * limited to 256 MiB before compression.
     *
     * <p>Keys are found by their compressed bytes, so all programs that share the directory need a zlib that gives the
     * same ones: the original, which JDKs and Python bring or find in the operating system, not a replacement like
     * zlib-ng. Level 0 gives the same bytes for keys of up to 64 KiB only.
     *
     * @param level of compression, from 0 to 9 (or -1 for zlib's default): that of the directory's {@code JSONDisk}
     * @throws IllegalArgumentException if there is no such level
     */
    public static <T> Codec<T> diskCache(Class<T> type, int level) {
        ObjectMapper mapper = Mappers.python();
        return new DiskCacheCodec<>(new Binding(mapper.constructType(type), mapper), new Zlib(level));
    }

    /** As {@link #diskCache(Class, int)}, for generic types. */
    public static <T> Codec<T> diskCache(TypeReference<T> type, int level) {
        ObjectMapper mapper = Mappers.python();
        return new DiskCacheCodec<>(new Binding(mapper.constructType(type), mapper), new Zlib(level));
    }
}
