/** What holds when several processes use a directory, when one of them is killed, and when the disk is full. */
package dev.larder.it.process;
