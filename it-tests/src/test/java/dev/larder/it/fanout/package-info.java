/** Caches of shards, with real directories and several processes. */
package dev.larder.it.fanout;
