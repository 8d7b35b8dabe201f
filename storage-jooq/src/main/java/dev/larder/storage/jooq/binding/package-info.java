/**
 * How scalars lie in columns: as the database's own types where it has one for each, so that other programs read what
 * they expect.
 */
@NullMarked
package dev.larder.storage.jooq.binding;

import org.jspecify.annotations.NullMarked;
