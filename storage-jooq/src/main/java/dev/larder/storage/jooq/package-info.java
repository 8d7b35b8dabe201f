/** What the storages built on jOOQ share. */
@NullMarked
package dev.larder.storage.jooq;

import org.jspecify.annotations.NullMarked;
