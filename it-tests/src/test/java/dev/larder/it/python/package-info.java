/** Directories that Python DiskCache has made. */
package dev.larder.it.python;
