package dev.larder.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;

/**
 * Removes the entries with a tag from Larder caches, when the method has returned without throwing, or when the
 * {@code CompletableFuture} that it returned has completed so. A method that returns another asynchronous type is
 * refused. Needs {@link EnableLarderCaching}, which the Spring Boot starter brings.
 *
 * <pre>{@code
 * @EvictTag(cacheNames = "books", tag = "'author:' + #author.name()")
 * public void rename(Author author) { … }
 * }</pre>
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(EvictTags.class)
@Documented
public @interface EvictTag {

    /** The same as {@link #cacheNames}. */
    @AliasFor("cacheNames")
    String[] value() default {};

    /** From which caches. */
    @AliasFor("value")
    String[] cacheNames() default {};

    /**
     * An expression for the tag, or for a collection of tags: parameters by name or as {@code #a0}, and {@code #result}
     * unless it is before the invocation. If it gives null, nothing is removed.
     */
    String tag();

    /** Whether to remove them before the method is called, also if it throws then. */
    boolean beforeInvocation() default false;
}
