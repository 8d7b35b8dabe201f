/**
 * Collections as rows of tables that they share, in a database that jOOQ speaks the language of: what the storages for
 * H2 and PostgreSQL, and collections in an application's own database, have in common.
 */
@NullMarked
package dev.larder.storage.tables;

import org.jspecify.annotations.NullMarked;
