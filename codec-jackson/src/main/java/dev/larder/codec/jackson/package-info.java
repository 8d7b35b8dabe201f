/** Values as JSON and as compressed JSON. */
@NullMarked
package dev.larder.codec.jackson;

import org.jspecify.annotations.NullMarked;
