package dev.larder.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/**
 * A file as it was when it was found.
 *
 * @param path absolute
 * @param size length in bytes
 * @param modified when it was last changed
 */
record SourceFile(Path path, long size, Instant modified) {

    static SourceFile of(Path path, BasicFileAttributes attributes) {
        return new SourceFile(
                path, attributes.size(), attributes.lastModifiedTime().toInstant());
    }

    boolean isUnchanged() throws IOException {
        return equals(of(path, Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)));
    }

    /** Name of what is known about the file in this state: a changed file has another key. It starts with the path. */
    String key() {
        return path + "|" + size + "|" + modified;
    }

    /** What all states of the file have in common. */
    String tag() {
        return path.toString();
    }
}
