package dev.larder.storage.tables;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.DSLContext;
import org.jooq.conf.MappedSchema;
import org.jooq.conf.RenderMapping;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The statements in one dialect and one schema; each is rendered when it is run for the first time and then kept. Safe
 * for use by many threads.
 */
final class Statements {

    private final Map<Sql, SqlText> texts = new ConcurrentHashMap<>();
    private final Dialect dialect;
    private final DSLContext renderer;

    /** @param schema where the tables lie, or null for where the connection looks first */
    Statements(Dialect dialect, @Nullable String schema) {
        this.dialect = dialect;
        Settings settings = new Settings().withRenderQuotedNames(RenderQuotedNames.NEVER);
        if (schema != null) {
            settings.withRenderMapping(new RenderMapping()
                    .withSchemata(new MappedSchema().withInput("").withOutput(schema)));
        }
        renderer = DSL.using(dialect.jooq(), settings);
    }

    Dialect dialect() {
        return dialect;
    }

    SqlText text(Sql sql) {
        SqlText known = texts.get(sql);
        return known != null ? known : texts.computeIfAbsent(sql, this::render);
    }

    private SqlText render(Sql sql) {
        return SqlText.of(renderer.renderNamedParams(sql.definition(dialect)));
    }
}
