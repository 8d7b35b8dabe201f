package dev.larder.storage.jooq;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/**
 * The text of every statement in one dialect. Each is rendered from its typed definition when the process first needs
 * it, and kept. Safe for use by many threads.
 */
public final class Catalogue {

    private static final Catalogue SQLITE = new Catalogue(SQLDialect.SQLITE);

    /** No literal of the definitions contains a colon; if one did, its name would not be among the parameters. */
    private static final Pattern PARAMETER = Pattern.compile(":(\\w+)");

    static {
        // jOOQ greets in the log of an application that may not know it uses jOOQ; what the application says about that
        // itself holds
        for (String greeting : List.of("org.jooq.no-logo", "org.jooq.no-tips")) {
            if (System.getProperty(greeting) == null) {
                System.setProperty(greeting, "true");
            }
        }
    }

    private final SQLDialect dialect;
    private final AtomicReferenceArray<String> texts = new AtomicReferenceArray<>(Sql.SLOTS);

    private Catalogue(SQLDialect dialect) {
        this.dialect = dialect;
    }

    /** The statements in SQLite's dialect. */
    public static Catalogue sqlite() {
        return SQLITE;
    }

    String text(Sql sql, boolean withValue) {
        int slot = sql.slot(withValue);
        String text = texts.get(slot);
        if (text == null) {
            text = render(sql, withValue);
            texts.set(slot, text);
        }
        return text;
    }

    private String render(Sql sql, boolean withValue) {
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
