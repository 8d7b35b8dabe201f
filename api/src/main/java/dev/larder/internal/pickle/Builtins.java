package dev.larder.internal.pickle;

import dev.larder.internal.pickle.Compound.ByteArray;
import dev.larder.internal.pickle.Compound.Container;
import dev.larder.internal.pickle.Compound.Instance;
import dev.larder.internal.pickle.Compound.Kind;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The calls by which protocols without opcodes of their own for it write bytes, bytearrays and sets. */
final class Builtins {

    static final ClassName BYTES = ClassName.builtin("bytes");
    static final ClassName BYTEARRAY = ClassName.builtin("bytearray");
    static final ClassName ENCODE = new ClassName("_codecs", "encode");

    /** Makes an object without calling its class, in protocol 0 and 1. */
    static final ClassName RECONSTRUCTOR = new ClassName("copyreg", "_reconstructor");

    static final ClassName OBJECT = ClassName.builtin("object");

    /** What classes are derived from, which is named in protocol 0 and 1; nothing is made of them. */
    private static final Set<ClassName> BASES = Stream.of(
                    "object", "tuple", "list", "dict", "set", "frozenset", "int", "float", "str", "bytes", "bytearray")
            .map(ClassName::builtin)
            .collect(Collectors.toUnmodifiableSet());

    private static final Map<ClassName, Kind> SETS =
            Map.of(ClassName.builtin("set"), Kind.SET, ClassName.builtin("frozenset"), Kind.FROZENSET);

    private Builtins() {}

    /** The class of a kind of set. */
    static ClassName type(Kind set) {
        return ClassName.builtin(set.type());
    }

    /** Whether a call of it is known here. */
    static boolean isOne(ClassName type) {
        return SETS.containsKey(type) || type.equals(BYTES) || type.equals(BYTEARRAY) || type.equals(ENCODE);
    }

    /** Whether pickles may name it, and a model reads what a call gives. */
    static boolean isReadable(ClassName type, PickleModel model) {
        Kind set = SETS.get(type);
        if (set != null) {
            return model.reads(set);
        }
        return type.equals(BYTEARRAY)
                ? model.readsByteArrays()
                : type.equals(ENCODE) || type.equals(RECONSTRUCTOR) || BASES.contains(type);
    }

    /**
     * What the call gives.
     *
     * @throws IllegalArgumentException if Python does not write such a call
     */
    static @Nullable Object value(Instance call, PickleModel model) {
        if (call.isNew()
                || call.state() != null
                || !call.items().isEmpty()
                || !call.keysAndValues().isEmpty()) {
            throw new IllegalArgumentException("makes a " + call.type() + " as Python does not");
        }
        List<? extends @Nullable Object> arguments = call.arguments();
        Kind set = SETS.get(call.type());
        if (set != null && arguments.size() == 1 && arguments.get(0) instanceof List<?> items) {
            return model.toJava(new Container(set, items));
        }
        if (call.type().equals(BYTES) && arguments.isEmpty()) {
            return new byte[0];
        }
        if (call.type().equals(ENCODE) && arguments.size() == 2 && arguments.get(0) instanceof String text) {
            return latin1(text);
        }
        if (call.type().equals(BYTEARRAY)) {
            return model.toJava(new ByteArray(bytes(arguments)));
        }
        throw new IllegalArgumentException("calls " + call.type() + " as Python does not");
    }

    private static byte[] bytes(List<? extends @Nullable Object> arguments) {
        if (arguments.isEmpty()) {
            return new byte[0];
        }
        if (arguments.size() == 1 && arguments.get(0) instanceof byte[] bytes) {
            return bytes;
        }
        if (arguments.size() == 2 && arguments.get(0) instanceof String text) {
            return latin1(text);
        }
        throw new IllegalArgumentException("calls " + BYTEARRAY + " as Python does not");
    }

    private static byte[] latin1(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.ISO_8859_1.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("has bytes as a text that is not Latin-1", e);
        }
    }
}
