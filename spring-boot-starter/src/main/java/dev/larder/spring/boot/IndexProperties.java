package dev.larder.spring.boot;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An index.
 *
 * @param keys What keys are: string, int64, float64, bytes or natives.
 * @param codec How values are written; json if there is a type, otherwise exact.
 * @param type Type of the values for JSON.
 * @param classes Classes that may be written by the exact codec beside those of the JDK that it knows.
 */
public record IndexProperties(
        @DefaultValue("string") CodecKind keys,
        @Nullable CodecKind codec,
        @Nullable String type,
        @Nullable List<Class<?>> classes) {}
