/** The collections, their builders and the small values they take and return. */
@NullMarked
package dev.larder;

import org.jspecify.annotations.NullMarked;
