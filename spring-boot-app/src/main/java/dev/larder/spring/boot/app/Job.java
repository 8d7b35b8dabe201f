package dev.larder.spring.boot.app;

/** Work to be done. */
public record Job(String name) {}
