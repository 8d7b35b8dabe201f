/** The {@code larder} command. */
@NullMarked
package dev.larder.cli;

import org.jspecify.annotations.NullMarked;
