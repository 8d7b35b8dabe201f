package dev.larder.codec.pickle;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a pickle says of an object of a class. Nothing of the class has run.
 *
 * @param name of the class, or of the function that is called to make such an object: module and qualified name
 * @param arguments of the class's {@code __new__}, or of the call; those that Python's {@code __reduce__} returned
 * @param state what {@code __setstate__} would be given, mostly a {@link Map} of attributes; null if there is none
 * @param items what would be appended, if it is a kind of list
 * @param entries what would be put, if it is a kind of dict
 */
public record PickledObject(
        String name,
        List<@Nullable Object> arguments,
        @Nullable Object state,
        List<@Nullable Object> items,
        Map<@Nullable Object, @Nullable Object> entries) {}
