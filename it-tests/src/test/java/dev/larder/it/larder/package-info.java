/** Many named collections in one directory. */
@NullMarked
package dev.larder.it.larder;

import org.jspecify.annotations.NullMarked;
