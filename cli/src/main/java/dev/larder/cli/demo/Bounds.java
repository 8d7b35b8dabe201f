package dev.larder.cli.demo;

/**
 * How much a walk takes at most.
 *
 * @param files number of files
 * @param bytes sum of their lengths
 */
record Bounds(long files, long bytes) {}
