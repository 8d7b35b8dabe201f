package dev.larder.storage.sqlite;

import dev.larder.storage.jooq.RandomHex;
import java.io.File;

/**
 * The names of the work queue's files: {@code cache.db.queue/<32 hexadecimal digits>.item}, as the database holds them,
 * with the platform's separator. Python's check passes over all files whose path contains {@code cache.db}.
 */
final class WorkFileName {

    /** The directory in which they lie. */
    static final String DIRECTORY = Connections.DATABASE + ".queue";

    private static final String PREFIX = DIRECTORY + File.separatorChar;
    private static final String SUFFIX = ".item";
    private static final int LENGTH = PREFIX.length() + RandomHex.LENGTH + SUFFIX.length();

    private WorkFileName() {}

    static String next() {
        return PREFIX + RandomHex.next() + SUFFIX;
    }

    static boolean isValid(String name) {
        return name.length() == LENGTH
                && name.startsWith(PREFIX)
                && RandomHex.isHex(name, PREFIX.length(), LENGTH - SUFFIX.length())
                && name.endsWith(SUFFIX);
    }
}
