package dev.larder.storage.jooq;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/** Renders the statements from their typed definitions, for the {@link Catalogue} to read. Runs in this build only. */
final class RenderCatalogue {

    /** No literal of the definitions contains a colon; if one did, its name would not be among the parameters. */
    private static final Pattern PARAMETER = Pattern.compile(":(\\w+)");

    private RenderCatalogue() {}

    /**
     * Renders all.
     *
     * @param arguments the directory of the classes, and the dialect, in lower case
     */
    public static void main(String[] arguments) throws IOException {
        String dialect = arguments[1];
        Path file = Path.of(arguments[0], Catalogue.resource(dialect));
        Files.createDirectories(file.getParent());
        Files.writeString(file, lines(SQLDialect.valueOf(dialect.toUpperCase(Locale.ROOT))));
    }

    private static String lines(SQLDialect dialect) {
        StringBuilder lines = new StringBuilder();
        for (Sql sql : Sql.values()) {
            for (boolean withValue : new boolean[] {false, true}) {
                lines.append(sql.name())
                        .append(' ')
                        .append(text(dialect, sql, withValue))
                        .append('\n');
            }
        }
        return lines.toString();
    }

    /** @throws IllegalStateException if the parameters come out in another order than they are bound */
    static String text(SQLDialect dialect, Sql sql, boolean withValue) {
        String named = DSL.using(
                        dialect,
                        new Settings()
                                .withRenderSchema(false)
                                .withRenderQuotedNames(RenderQuotedNames.EXPLICIT_DEFAULT_UNQUOTED))
                .renderNamedParams(Definitions.of(sql, withValue));
        Matcher parameters = PARAMETER.matcher(named);
        List<String> names = new ArrayList<>();
        String text = parameters.replaceAll(parameter -> {
            names.add(parameter.group(1));
            return "?";
        });
        if (!names.equals(sql.parameters())) {
            throw new IllegalStateException("Statement " + sql + " must have the parameters " + sql.parameters()
                    + ", not " + names + " as in: " + named);
        }
        return text;
    }
}
