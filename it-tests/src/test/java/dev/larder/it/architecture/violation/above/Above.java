package dev.larder.it.architecture.violation.above;

import dev.larder.it.architecture.violation.below.Below;
import dev.larder.it.architecture.violation.internal.Hidden;

/**
 * Stands for a class of {@code storage-sqlite}: its package and {@code api}'s need each other, and it uses a hidden
 * one.
 */
public record Above(Below below, Hidden hidden) {}
