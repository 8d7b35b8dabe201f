/** Makes the jOOQ classes of the storages from a freshly migrated database. */
@NullMarked
package dev.larder.codegen;

import org.jspecify.annotations.NullMarked;
