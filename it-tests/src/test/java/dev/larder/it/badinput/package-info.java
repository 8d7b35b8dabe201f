/** Bad places, bad databases, bad rows and bad arguments: each a clear error, and nothing is lost. */
package dev.larder.it.badinput;
