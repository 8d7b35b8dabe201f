package dev.larder.spring.boot.app;

/**
 * A book.
 *
 * @param edition how many books had been loaded, in all processes, when this one was
 */
public record Book(String isbn, String author, long edition) {}
