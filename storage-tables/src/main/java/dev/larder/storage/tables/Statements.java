package dev.larder.storage.tables;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Select;
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

    /** What stands before a column with its table: there is what takes no more than these two. */
    private static final Pattern SCHEMA_OF_COLUMN = Pattern.compile("\\b[a-z0-9_]+\\.(?=(larder_[a-z]+|excluded)\\.)");

    /** Of which types parameters are, the driver says too, and there is what mistakes a cast in a row. */
    private static final Pattern CAST_PARAMETER = Pattern.compile("cast\\((:[A-Z_]+) as [a-z ]+\\)");

    private static final String SKIP_LOCKED = " skip locked";

    private final Map<Sql, SqlText> texts = new ConcurrentHashMap<>();
    private final Map<List<Sql>, String> scripts = new ConcurrentHashMap<>();
    private final Dialect dialect;
    private final boolean skipsLocked;
    private final DSLContext renderer;

    /**
     * @param schema where the tables lie, or null for where the connection looks first
     * @param skipsLocked whether rows that somebody else holds are passed over; otherwise they are waited for
     */
    Statements(Dialect dialect, @Nullable String schema, boolean skipsLocked) {
        this.dialect = dialect;
        this.skipsLocked = skipsLocked;
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

    /** Of statements that go together. */
    String text(List<Sql> parts) {
        String known = scripts.get(parts);
        return known != null ? known : scripts.computeIfAbsent(parts, this::join);
    }

    private String join(List<Sql> parts) {
        return parts.stream().map(part -> text(part).text()).collect(Collectors.joining("; "));
    }

    private SqlText render(Sql sql) {
        Query query = sql.definition(dialect);
        String text = renderer.renderNamedParams(
                dialect == Dialect.H2 && query instanceof Select<?> select ? unrepeatable(select) : query);
        if (dialect == Dialect.POSTGRESQL) {
            text = CAST_PARAMETER.matcher(text).replaceAll("$1");
        }
        return SqlText.of(SCHEMA_OF_COLUMN
                .matcher(skipsLocked ? text : text.replace(SKIP_LOCKED, ""))
                .replaceAll(""));
    }

    /**
     * The same query with a condition that is always true and that H2 holds to be different each time. H2 answers a
     * query that is asked again on a connection from its last result unless something was written meanwhile, and it
     * takes note of what a transaction has written before others can see it: who asks in between gets what was before
     * that, and from then on again and again.
     */
    private static <R extends Record> Select<R> unrepeatable(Select<R> query) {
        Condition always = DSL.rand().ge(DSL.inline(BigDecimal.ZERO));
        Condition condition = query.$where();
        return query.$where(condition == null ? always : condition.and(always));
    }
}
