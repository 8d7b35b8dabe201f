package dev.larder.spring.boot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A deque.
 *
 * @param codec How elements are written; json if there is a type, otherwise exact.
 * @param type Type of the elements for JSON.
 * @param classes Classes that may be written by the exact codec beside those of the JDK that it knows.
 * @param maximumLength Greatest length: what is added makes elements at the other end go.
 * @param capacity How many elements there can be before adding waits.
 */
public record DequeProperties(
        @Nullable CodecKind codec,
        @Nullable String type,
        @Nullable List<Class<?>> classes,
        @Nullable Long maximumLength,
        @Nullable Long capacity) {}
