package dev.larder;

import dev.larder.internal.pickle.Pickle;
import dev.larder.internal.pickle.PythonType;
import dev.larder.internal.pickle.Tuple;
import dev.larder.storage.Scalar;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a memoized function's calls: the pickle of a tuple of its name, its arguments without the ignored ones,
 * None, and with {@code typed} the arguments' types. That is what Python DiskCache's {@code memoize} makes of
 * positional arguments, so that functions of one name share their results.
 *
 * <p>Arguments become what they are in Python: null is None, {@code Byte} to {@code Long} and {@code BigInteger} are
 * int, {@code Float} and {@code Double} float, {@code Character} and {@code String} str, {@code byte[]} bytes, and a
 * {@code List} of these is a tuple. Hence {@code 1} and {@code 1L} are one argument, {@code 1} and {@code 1.0} are not.
 */
final class CallKeys {

    private final String name;
    private final boolean typed;
    private final Set<Integer> ignored;
    private final int protocol;

    /**
     * @param name of the function
     * @param typed whether calls whose arguments are equal but of different types in Python are told apart
     * @param ignored positions, from 0, of arguments that do not matter
     * @param protocol of pickles in the store
     * @throws IllegalArgumentException if a position is negative, if {@code name} has an unpaired surrogate, or if keys
     *     cannot be written in that protocol
     */
    CallKeys(String name, boolean typed, Set<Integer> ignored, int protocol) {
        this.name = Objects.requireNonNull(name, "name");
        this.typed = typed;
        this.ignored = Set.copyOf(ignored);
        this.protocol = protocol;
        for (int position : this.ignored) {
            if (position < 0) {
                throw new IllegalArgumentException(
                        "The arguments of '" + name + "' have positions from 0; none to be ignored is " + position);
            }
        }
        Pickle.key(name, protocol); // refuses now what every call would be refused for
    }

    /**
     * The key of a call.
     *
     * @throws IllegalArgumentException if an argument that is not ignored has no form in Python; the message names its
     *     position and class
     */
    CallKey of(@Nullable Object... arguments) {
        List<@Nullable Object> parts = new ArrayList<>();
        List<PythonType> types = new ArrayList<>();
        parts.add(name);
        for (int position = 0; position < arguments.length; position++) {
            if (!ignored.contains(position)) {
                Object part = argument(arguments[position], position);
                parts.add(part);
                types.add(type(part));
            }
        }
        parts.add(null);
        if (typed) {
            parts.addAll(types);
        }
        return new CallKey(Tuple.copyOf(parts), protocol);
    }

    private @Nullable Object argument(@Nullable Object argument, int position) {
        try {
            return part(argument, 1);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Argument " + position + " of '" + name + "' cannot be part of a key: " + e.getMessage()
                            + "; convert it to text, a number, bytes or a list of these, or ignore position "
                            + position,
                    e);
        }
    }

    private static @Nullable Object part(@Nullable Object argument, int depth) {
        if (argument == null || argument instanceof Boolean || argument instanceof Long || argument instanceof Double) {
            return argument;
        }
        if (argument instanceof String text) {
            return ((Scalar.Text) Scalar.of(text)).value();
        }
        if (argument instanceof Character character) {
            return part(character.toString(), depth);
        }
        if (argument instanceof Integer || argument instanceof Short || argument instanceof Byte) {
            return ((Number) argument).longValue();
        }
        if (argument instanceof BigInteger number) {
            return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
        }
        if (argument instanceof Float number) {
            return number.doubleValue();
        }
        if (argument instanceof byte[]) {
            return argument;
        }
        if (argument instanceof List<?> list) {
            return tuple(list, depth + 1);
        }
        throw new IllegalArgumentException(
                "Python has no form for a " + argument.getClass().getName());
    }

    private static Tuple tuple(List<?> list, int depth) {
        if (depth > Tuple.MAX_DEPTH) { // before the stack is, should the list contain itself
            throw new IllegalArgumentException("its lists are nested deeper than " + Tuple.MAX_DEPTH);
        }
        List<@Nullable Object> items = new ArrayList<>(list.size());
        for (Object item : list) {
            items.add(part(item, depth));
        }
        return Tuple.copyOf(items);
    }

    private static PythonType type(@Nullable Object part) {
        if (part == null) {
            return PythonType.NONE;
        }
        if (part instanceof Boolean) {
            return PythonType.BOOL;
        }
        if (part instanceof Double) {
            return PythonType.FLOAT;
        }
        if (part instanceof String) {
            return PythonType.STR;
        }
        if (part instanceof byte[]) {
            return PythonType.BYTES;
        }
        return part instanceof Tuple ? PythonType.TUPLE : PythonType.INT;
    }
}
