/** Small programs to start from. */
@NullMarked
package dev.larder.examples;

import org.jspecify.annotations.NullMarked;
