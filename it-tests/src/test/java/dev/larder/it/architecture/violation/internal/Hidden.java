package dev.larder.it.architecture.violation.internal;

/** Stands for a class of {@code storage-jooq} that its module does not export. */
public record Hidden() {}
