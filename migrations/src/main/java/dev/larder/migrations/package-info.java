/** The migrations lie under {@code META-INF/larder/<dialect>}; this package holds what they call. */
@NullMarked
package dev.larder.migrations;

import org.jspecify.annotations.NullMarked;
