package dev.larder.spring.boot;

import dev.larder.LarderBuilder;

/**
 * Changes how the application's {@link dev.larder.Larder} in a directory is opened. Beans of this type are asked in
 * their order, after the properties.
 */
@FunctionalInterface
public interface LarderCustomizer {

    /** The builder with changes. */
    LarderBuilder customize(LarderBuilder builder);
}
