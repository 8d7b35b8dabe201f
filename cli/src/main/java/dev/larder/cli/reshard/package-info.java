/** {@code larder reshard}. */
@NullMarked
package dev.larder.cli.reshard;

import org.jspecify.annotations.NullMarked;
