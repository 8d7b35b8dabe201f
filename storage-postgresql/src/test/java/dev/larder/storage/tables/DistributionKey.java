package dev.larder.storage.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether statements name the collection, which engines divide the tables by: each insertion gives it, and each query,
 * also one within another, asks first for that of every table that it reads. It knows the form in which jOOQ renders
 * statements, and objects to others.
 */
public final class DistributionKey {

    /** Tables that stay on one server: the names of collections, and what Flyway has done. */
    private static final Set<String> ON_ONE_SERVER = Set.of("larder_collection", "larder_schema_history");

    private static final Pattern DATA =
            Pattern.compile("(select|insert|update|delete|with|merge)\\b.*", Pattern.DOTALL);
    private static final Pattern INNERMOST = Pattern.compile("\\(([^()]*)\\)");
    private static final Pattern TABLE =
            Pattern.compile("\\b(into|from|join|update|using|,) (?:\\w+\\.)?(larder_\\w+)\\b(?![.\\[])(?: as (\\w+))?");

    private DistributionKey() {}

    /** The tables of which a statement does not name the collection; none of one that is not about rows. */
    public static List<String> missing(String statement) {
        String rest = statement
                .toLowerCase(Locale.ROOT)
                .replace("\"", "")
                .replaceAll("\\s+", " ")
                .strip();
        List<String> missing = new ArrayList<>();
        if (!DATA.matcher(rest).matches()) {
            return missing;
        }
        for (Matcher inner = INNERMOST.matcher(rest); inner.find(); inner = INNERMOST.matcher(rest)) {
            String content = inner.group(1);
            boolean isQuery = content.startsWith("select ");
            if (isQuery) {
                addMissing(content, missing);
            }
            rest = rest.substring(0, inner.start())
                    + (isQuery ? "[query]" : "[" + content + "]")
                    + rest.substring(inner.end());
        }
        addMissing(rest, missing);
        return missing;
    }

    /** @param query without those within it, and with square brackets for round ones */
    private static void addMissing(String query, List<String> missing) {
        Matcher table = TABLE.matcher(query);
        while (table.find()) {
            String name = table.group(2);
            String alias = table.group(3) == null ? name : table.group(3);
            if (!ON_ONE_SERVER.contains(name)
                    && !(table.group(1).equals("into") ? gives(query, name) : asksFor(query, alias))) {
                missing.add(name);
            }
        }
    }

    private static boolean gives(String query, String table) {
        return query.contains(table + " [collection,") || query.contains(table + " [collection]");
    }

    /** Whether a condition begins with the collection and has no alternative to it. */
    private static boolean asksFor(String query, String alias) {
        return Pattern.compile("(where|on) \\[?(" + alias + "\\.)?collection (= \\S++|in \\[[^\\]]*+\\])(?! or )")
                .matcher(query)
                .find();
    }
}
