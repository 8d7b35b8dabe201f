package dev.larder.jcache;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What an object is, or stands on, by its class. */
final class Unwrapping {

    private Unwrapping() {}

    /**
     * The first of {@code candidates} that is a {@code type}.
     *
     * @throws IllegalArgumentException if there is none
     */
    static <T> T of(Class<T> type, Object... candidates) {
        for (Object candidate : candidates) {
            if (type.isInstance(candidate)) {
                return type.cast(candidate);
            }
        }
        throw new IllegalArgumentException("There is no " + type.getName() + " in "
                + Arrays.stream(candidates)
                        .map(candidate -> candidate.getClass().getName())
                        .collect(Collectors.joining(" or ")));
    }
}
