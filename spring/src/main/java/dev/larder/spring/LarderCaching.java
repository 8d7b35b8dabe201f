package dev.larder.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What Spring's {@code @Cacheable} and {@code @CachePut} do not say of what they store: how long it lives and its tag.
 * Stands beside them, on the method or on its class, and counts for all Larder caches of the method. Needs
 * {@link EnableLarderCaching}, which the Spring Boot starter brings.
 *
 * <pre>{@code
 * @Cacheable("books")
 * @LarderCaching(timeToLive = "10m", tag = "'author:' + #result.author()")
 * public Book find(String isbn) { … }
 * }</pre>
 *
 * <p>Where the annotation of Spring's names a cache manager or resolver of its own, this one has no effect.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
public @interface LarderCaching {

    /**
     * How long what is stored lives, as {@code 10m} or {@code PT10M}; placeholders are resolved. Without it the cache's
     * own time to live counts.
     */
    String timeToLive() default "";

    /**
     * An expression for the tag, a text or a number: parameters by name or as {@code #a0}, and {@code #result}, which
     * is null where that is what is stored. If it gives null, there is no tag. An entry has one tag.
     */
    String tag() default "";
}
