/** An application on Spring Boot that keeps its caches, its files and its work in a larder. */
@NullMarked
package dev.larder.spring.boot.app;

import org.jspecify.annotations.NullMarked;
