/**
 * Python's pickles of data: None, booleans, integers, floats, text, bytes, and what has parts. Nothing that a pickle
 * names is ever called: classes and functions are names, and what is to be made of them a
 * {@link dev.larder.internal.pickle.PickleModel} says, or they are refused.
 *
 * <p>Values without parts are {@code null}, {@link java.lang.Boolean}, {@link java.lang.Long} (or
 * {@link java.math.BigInteger} where 64 bits do not suffice), {@link java.lang.Double}, {@link java.lang.String} and
 * {@code byte[]} in Java. Plain data, which keys of memoized calls and values of recipes are, has
 * {@link dev.larder.internal.pickle.Tuple} besides.
 *
 * <p>Public to this module and the one with the codec of pickles only, and may change at any time.
 */
@NullMarked
package dev.larder.internal.pickle;

import org.jspecify.annotations.NullMarked;
