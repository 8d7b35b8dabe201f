package dev.larder.internal.pickle;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A Python object with parts, or of a class: what lies between the opcodes and the Java values of a
 * {@link PickleModel}. Its parts are Java values, or compounds when it is written.
 *
 * <p>Nothing is copied: neither lists nor byte arrays may change afterwards.
 */
public sealed interface Compound {

    /** An object of a built-in type that holds others. */
    enum Kind {
        TUPLE,
        LIST,
        /** Its parts are each key, followed by its value. */
        DICT,
        SET,
        FROZENSET;

        /** Whether it can be changed, and therefore is hardly ever part of one key twice. */
        boolean isMutable() {
            return this == LIST || this == DICT || this == SET;
        }

        /** As Python calls it. */
        String type() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An object of a built-in type, with its parts in order. */
    record Container(Kind kind, List<? extends @Nullable Object> parts) implements Compound {}

    /** A text in Python's library, of which there is one object; only written. */
    record Constant(String text) implements Compound {}

    /** What Python's library makes for another object, of which no other object is a part; only written. */
    record Own(Object value) implements Compound {}

    /** A bytearray. */
    record ByteArray(byte[] bytes) implements Compound {}

    /**
     * An object of a class, or what a call gives.
     *
     * @param type the class, or the function that was called
     * @param isNew whether {@code type.__new__} makes it, rather than a call
     * @param arguments of that
     * @param state what is set afterwards; null for nothing, or for None
     * @param items appended to it afterwards, as to a list
     * @param keysAndValues put into it afterwards, as into a dict
     */
    record Instance(
            ClassName type,
            boolean isNew,
            List<? extends @Nullable Object> arguments,
            @Nullable Object state,
            List<? extends @Nullable Object> items,
            List<? extends @Nullable Object> keysAndValues)
            implements Compound {

        /** What a call of {@code type} gives. */
        public static Instance called(ClassName type, @Nullable Object... arguments) {
            return new Instance(type, false, Arrays.asList(arguments), null, List.of(), List.of());
        }

        /** What {@code type.__new__()} gives, with a state. */
        public static Instance withState(ClassName type, Object state) {
            return new Instance(type, true, List.of(), state, List.of(), List.of());
        }
    }
}
