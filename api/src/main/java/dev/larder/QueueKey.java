package dev.larder;

import org.jspecify.annotations.Nullable;

/**
 * Name of a queued entry: the queue's prefix and the entry's number in it. Numbers grow from front to back.
 *
 * @param prefix prefix of the queue, or null for the queue without one
 * @param number number of the entry
 */
public record QueueKey(@Nullable String prefix, long number) implements java.io.Serializable {}
