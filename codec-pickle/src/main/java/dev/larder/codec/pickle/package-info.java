/** Keys and values as Python pickles, for stores that are shared with Python's DiskCache. */
@NullMarked
package dev.larder.codec.pickle;

import org.jspecify.annotations.NullMarked;
