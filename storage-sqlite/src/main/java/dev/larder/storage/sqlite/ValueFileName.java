package dev.larder.storage.sqlite;

import dev.larder.storage.jooq.RandomHex;
import java.io.File;
import java.nio.file.Path;

/**
 * The names of value files: {@code ab/cd/<28 hexadecimal digits>.val}, as the database holds them, with the platform's
 * separator.
 */
final class ValueFileName {

    private static final int LENGTH = 2 + 1 + 2 + 1 + 28 + 4;
    private static final String SUFFIX = ".val";

    private ValueFileName() {}

    /** A name that no other file has, in all likelihood. */
    static String next() {
        String hex = RandomHex.next();
        return hex.substring(0, 2)
                + File.separatorChar
                + hex.substring(2, 4)
                + File.separatorChar
                + hex.substring(4)
                + SUFFIX;
    }

    /** Whether {@code name} can be that of a value file of this store: anything else is neither opened nor deleted. */
    static boolean isValid(String name) {
        return name.length() == LENGTH
                && RandomHex.isHex(name, 0, 2)
                && name.charAt(2) == File.separatorChar
                && RandomHex.isHex(name, 3, 5)
                && name.charAt(5) == File.separatorChar
                && RandomHex.isHex(name, 6, LENGTH - SUFFIX.length())
                && name.endsWith(SUFFIX);
    }

    /** The two directories, one in the other, in which a file with a valid name lies. */
    static String directory(String name) {
        return name.substring(0, 2 + 1 + 2);
    }

    /** The outer of these two. */
    static String outerDirectory(String name) {
        return name.substring(0, 2);
    }

    /** Whether a directory can be one that holds value files or such directories. */
    static boolean isValidDirectory(Path directory) {
        String name = directory.getFileName().toString();
        return name.length() == 2 && RandomHex.isHex(name, 0, 2);
    }
}
