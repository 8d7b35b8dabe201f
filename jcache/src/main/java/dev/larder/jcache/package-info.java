/** JSR-107 on Larder: a provider whose caches live in a directory or a database. */
@NullMarked
package dev.larder.jcache;

import org.jspecify.annotations.NullMarked;
