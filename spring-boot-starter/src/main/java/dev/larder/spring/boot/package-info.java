/** Larder in Spring Boot: auto-configuration from {@code larder.*} properties, and listeners of work queues. */
@NullMarked
package dev.larder.spring.boot;

import org.jspecify.annotations.NullMarked;
