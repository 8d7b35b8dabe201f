package dev.larder.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/**
 * Makes {@link LarderCaching} and {@link EvictTag} count, beside Spring's {@code @EnableCaching}. The Spring Boot
 * starter does so itself.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Import(LarderCachingConfiguration.class)
public @interface EnableLarderCaching {}
