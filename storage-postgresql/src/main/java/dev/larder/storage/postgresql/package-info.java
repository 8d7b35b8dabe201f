/** Keeps collections in a PostgreSQL database, for many processes on many machines. */
@NullMarked
package dev.larder.storage.postgresql;

import org.jspecify.annotations.NullMarked;
