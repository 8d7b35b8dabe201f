package dev.larder.storage.jooq;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The text of every statement in one dialect. The build of this module has rendered them, so that a program that uses a
 * store loads nothing of jOOQ. Safe for use by many threads.
 */
public final class Catalogue {

    private static final Catalogue SQLITE = new Catalogue("sqlite");

    private final String resource;
    private volatile String @Nullable [] texts;

    Catalogue(String dialect) {
        resource = resource(dialect);
    }

    /** The statements in SQLite's dialect. */
    public static Catalogue sqlite() {
        return SQLITE;
    }

    /**
     * Where the texts in a dialect lie. The file has two lines for each statement, in the order of {@link Sql}: the
     * statement without the value, then the one with it, both behind its name and a space.
     */
    static String resource(String dialect) {
        return "META-INF/larder/statements/" + dialect;
    }

    String text(Sql sql, boolean withValue) {
        String[] known = texts;
        if (known == null) {
            known = read();
            texts = known;
        }
        return known[sql.slot(withValue)];
    }

    private String[] read() {
        String lines = content();
        String[] read = new String[Sql.SLOTS];
        int start = 0;
        for (Sql sql : Sql.values()) {
            String name = sql.name() + " ";
            for (boolean withValue : new boolean[] {false, true}) {
                int end = lines.indexOf('\n', start);
                if (end < 0 || !lines.startsWith(name, start)) {
                    throw notOfThisBuild("lacks the statement " + sql);
                }
                read[sql.slot(withValue)] = lines.substring(start + name.length(), end);
                start = end + 1;
            }
        }
        if (start != lines.length()) {
            throw notOfThisBuild("has more statements than are known");
        }
        return read;
    }

    private String content() {
        try (InputStream file = Catalogue.class.getResourceAsStream("/" + resource)) {
            if (file == null) {
                throw notOfThisBuild("is missing");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + resource + " beside Larder's classes", e);
        }
    }

    private IllegalStateException notOfThisBuild(String what) {
        return new IllegalStateException("The file " + resource + ", which belongs to Larder's classes, " + what
                + "; use the jar as it was built, or let Maven build the module storage-jooq,"
                + " which writes the file after compiling (phase process-classes)");
    }
}
