package dev.larder.it.architecture.violation.below;

import dev.larder.it.architecture.violation.above.Above;
import org.jooq.DSLContext;

/** Stands for a class of {@code api}: sees a storage, closes a cycle with it, and sees jOOQ. */
public record Below(Above above, DSLContext dsl) {}
