/** Collections in the tables and the transactions of an application that uses jOOQ or JDBC. */
@NullMarked
package dev.larder.jooq;

import org.jspecify.annotations.NullMarked;
