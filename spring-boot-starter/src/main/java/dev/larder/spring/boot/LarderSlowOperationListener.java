package dev.larder.spring.boot;

import dev.larder.SlowOperation;
import java.util.function.Consumer;

/**
 * Is told of the operations that take at least {@code larder.slow-operation-threshold}, which has to be set; see
 * {@link SlowOperation}. A bean of this type comes in the place of the observations that are made of them otherwise.
 */
@FunctionalInterface
public interface LarderSlowOperationListener extends Consumer<SlowOperation> {}
