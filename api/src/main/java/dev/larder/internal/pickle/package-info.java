/**
 * The plain data among Python's pickles: None, booleans, integers, floats, text, bytes, and tuples of these. What has
 * other opcodes is refused when read, so no pickle runs code.
 *
 * <p>In Java these are {@code null}, {@link java.lang.Boolean}, {@link java.lang.Long} (or {@link java.math.BigInteger}
 * where 64 bits do not suffice), {@link java.lang.Double}, {@link java.lang.String}, {@code byte[]} and
 * {@link dev.larder.internal.pickle.Tuple}.
 *
 * <p>Public to this module only, and may change at any time. A codec of pickles in a module of its own will need a
 * qualified export; until that module exists there is none, for javac warns of an export to nobody.
 */
@NullMarked
package dev.larder.internal.pickle;

import org.jspecify.annotations.NullMarked;
