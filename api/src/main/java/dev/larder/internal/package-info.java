/**
 * What the packages of this module share. Public to each other only: the module does not export it, and it may change
 * at any time.
 */
@NullMarked
package dev.larder.internal;

import org.jspecify.annotations.NullMarked;
