/** The collections of Larder: what users import. */
@NullMarked
package dev.larder;

import org.jspecify.annotations.NullMarked;
