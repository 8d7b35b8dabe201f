/** Keeps collections in an H2 database: in a file, or in memory. */
@NullMarked
package dev.larder.storage.h2;

import org.jspecify.annotations.NullMarked;
