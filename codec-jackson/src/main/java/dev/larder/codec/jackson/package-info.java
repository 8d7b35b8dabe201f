/** Values as JSON, Larder's own and that of DiskCache's JSONDisk. */
@NullMarked
package dev.larder.codec.jackson;

import org.jspecify.annotations.NullMarked;
