package dev.larder.spring.boot;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.larder.codec.Codec;
import dev.larder.codec.jackson.Json;
import dev.larder.spring.ExactCodec;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The codecs that properties name. */
final class Codecs {

    private Codecs() {}

    /** Loaded when JSON is used; with all modules on the class path, so that values can have dates in them. */
    private static final class Mapper {
        static final ObjectMapper INSTANCE =
                JsonMapper.builder().findAndAddModules().build();
    }

    /**
     * The codec of some values.
     *
     * @param property what the properties of the collection begin with
     * @throws BadLarderPropertyException if they contradict each other, or the type does not exist
     */
    static Codec<?> values(
            String property, @Nullable CodecKind kind, @Nullable String type, @Nullable List<Class<?>> classes) {
        CodecKind chosen = kind == null ? (type == null ? CodecKind.EXACT : CodecKind.JSON) : kind;
        refuse(property, "type", type, chosen, CodecKind.JSON);
        refuse(property, "classes", classes, chosen, CodecKind.EXACT);
        return switch (chosen) {
            case EXACT -> ExactCodec.of(classes == null ? new Class<?>[0] : classes.toArray(Class<?>[]::new));
            case JSON -> json(property, type);
            default -> plain(chosen);
        };
    }

    /** The codec of the keys of an index. */
    static Codec<?> keys(String property, CodecKind kind) {
        if (kind == CodecKind.EXACT || kind == CodecKind.JSON) {
            throw new BadLarderPropertyException(
                    property + ".keys",
                    "keys cannot be " + kind.name().toLowerCase(Locale.ROOT),
                    "Take string, int64, float64, bytes or natives, or open the index in code: larder.index(…).",
                    null);
        }
        return plain(kind);
    }

    private static Codec<?> plain(CodecKind kind) {
        return switch (kind) {
            case STRING -> Codec.string();
            case BYTES -> Codec.bytes();
            case INT64 -> Codec.int64();
            case FLOAT64 -> Codec.float64();
            default -> Codec.natives();
        };
    }

    private static void refuse(
            String property, String name, @Nullable Object value, CodecKind chosen, CodecKind needed) {
        if (value != null && chosen != needed) {
            throw new BadLarderPropertyException(
                    property + "." + name,
                    "'" + value + "' has no meaning for the codec "
                            + chosen.name().toLowerCase(Locale.ROOT),
                    "Leave it out, or set " + property + ".codec to "
                            + needed.name().toLowerCase(Locale.ROOT) + ".",
                    null);
        }
    }

    private static Codec<?> json(String property, @Nullable String type) {
        if (type == null) {
            throw new BadLarderPropertyException(
                    property + ".codec",
                    "JSON needs to know what its values are",
                    "Set " + property + ".type to their class, for example com.example.Book or"
                            + " java.util.List<com.example.Book>.",
                    null);
        }
        JavaType known;
        try {
            known = Mapper.INSTANCE.getTypeFactory().constructFromCanonical(type);
        } catch (IllegalArgumentException e) {
            throw new BadLarderPropertyException(
                    property + ".type",
                    "there is no type '" + type + "': " + e.getMessage(),
                    "Write the full name of the class, with a $ before the name of a nested one, and type arguments in"
                            + " angle brackets.",
                    e);
        }
        return Json.of(
                new TypeReference<Object>() {
                    @Override
                    public Type getType() {
                        return known;
                    }
                },
                Mapper.INSTANCE);
    }
}
