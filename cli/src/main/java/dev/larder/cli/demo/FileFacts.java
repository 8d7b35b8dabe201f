package dev.larder.cli.demo;

/**
 * What is worth knowing about a file's content.
 *
 * @param sha256 digest, in hexadecimal
 * @param bytes length
 * @param lines number of line feeds
 * @param words number of runs of bytes other than ASCII white space
 */
record FileFacts(String sha256, long bytes, long lines, long words) {}
