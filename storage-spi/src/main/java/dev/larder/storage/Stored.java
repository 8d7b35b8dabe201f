package dev.larder.storage;

import org.jspecify.annotations.Nullable;

/**
 * What a conditional write did.
 *
 * @param stored whether the row was written
 * @param previous the live row that was there before, as far as it was asked for: replaced if {@code stored}, else the
 *     one that stood in the way; null if there was none or it was not asked for
 */
public record Stored(boolean stored, @Nullable Row previous) {}
