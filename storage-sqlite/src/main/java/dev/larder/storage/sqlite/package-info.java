/** Keeps collections in a directory: a SQLite database with large values in files beside it. */
@NullMarked
package dev.larder.storage.sqlite;

import org.jspecify.annotations.NullMarked;
