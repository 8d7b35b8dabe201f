package dev.larder.storage.jooq;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderNameCase;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/**
 * The text of every statement in one dialect. Each is rendered from its typed definition when a process first needs it,
 * and kept. Safe for use by many threads.
 */
public final class Catalogue {

    private static final Catalogue SQLITE = new Catalogue(SQLDialect.SQLITE);

    private final SQLDialect dialect;
    private final AtomicReferenceArray<String> texts = new AtomicReferenceArray<>(Sql.COUNT);

    private Catalogue(SQLDialect dialect) {
        this.dialect = dialect;
    }

    /** The statements in SQLite's dialect. */
    public static Catalogue sqlite() {
        return SQLITE;
    }

    String text(Sql sql) {
        String text = texts.get(sql.slot());
        if (text == null) {
            text = render(sql);
            texts.set(sql.slot(), text);
        }
        return text;
    }

    private String render(Sql sql) {
        DSLContext context = DSL.using(
                dialect,
                new Settings()
                        .withRenderSchema(false)
                        .withRenderNameCase(RenderNameCase.LOWER)
                        .withRenderQuotedNames(RenderQuotedNames.EXPLICIT_DEFAULT_UNQUOTED));
        return context.render(Definitions.of(sql));
    }
}
