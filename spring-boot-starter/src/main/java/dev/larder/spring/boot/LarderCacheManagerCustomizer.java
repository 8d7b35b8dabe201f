package dev.larder.spring.boot;

import dev.larder.spring.LarderCacheManagerBuilder;

/**
 * Changes how the application's {@link dev.larder.spring.LarderCacheManager} is made, for example to give a cache a
 * codec of one's own. Beans of this type are asked in their order, after the properties.
 */
@FunctionalInterface
public interface LarderCacheManagerCustomizer {

    /** The builder with changes. */
    LarderCacheManagerBuilder customize(LarderCacheManagerBuilder builder);
}
