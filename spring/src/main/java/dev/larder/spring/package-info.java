/** Larder's caches for Spring: a cache manager, and what Spring's own annotations lack. */
@NullMarked
package dev.larder.spring;

import org.jspecify.annotations.NullMarked;
