/** The demonstration: what is worth knowing about many files, kept in a cache. */
@NullMarked
package dev.larder.cli.demo;

import org.jspecify.annotations.NullMarked;
