/**
 * What a storage must do: verbs on rows, in small interfaces that {@link dev.larder.storage.Store} gathers, with the
 * values they take and return and the exceptions they throw.
 */
@NullMarked
package dev.larder.storage;

import org.jspecify.annotations.NullMarked;
