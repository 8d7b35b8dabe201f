/** All that touches Flyway, apart so that opening a store which is current does not load it. */
@NullMarked
package dev.larder.storage.jooq.migration;

import org.jspecify.annotations.NullMarked;
