package dev.larder.storage.jooq;

import dev.larder.storage.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * What an addition did.
 *
 * @param sum the number that is now stored
 * @param started whether it began from the initial value, there being no live row
 * @param replaced the expired row that it replaced, or null; its file, if it has one, is garbage
 */
public record Added(Scalar sum, boolean started, @Nullable TableRow replaced) {}
