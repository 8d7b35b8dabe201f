package dev.larder.cli.demo;

import java.util.List;

/**
 * What a walk found.
 *
 * @param files the files, largest first
 * @param bytes sum of their lengths
 * @param unreadable number of files and directories that could not be looked at
 * @param complete whether the walk came to its end before its bounds
 */
record FileList(List<SourceFile> files, long bytes, long unreadable, boolean complete) {}
