/** What an H2 database calls by name. */
@NullMarked
package dev.larder.migrations.h2;

import org.jspecify.annotations.NullMarked;
