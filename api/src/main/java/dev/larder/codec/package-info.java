/** Codecs: how keys and values become what a storage holds. */
@NullMarked
package dev.larder.codec;

import org.jspecify.annotations.NullMarked;
