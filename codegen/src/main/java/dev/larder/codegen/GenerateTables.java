package dev.larder.codegen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.flywaydb.core.Flyway;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;

/**
 * Migrates a throw-away SQLite database and generates the tables' classes from it, so that the types in the code are
 * those of the schema that runs.
 */
public final class GenerateTables {

    /** Both libraries tell much of each step; held here, for a logger that nobody holds forgets its level. */
    private static final List<Logger> TALKATIVE =
            List.of(Logger.getLogger("org.flywaydb"), Logger.getLogger("org.jooq"));

    private static final String BINDINGS = "dev.larder.storage.jooq.binding.";

    private GenerateTables() {}

    /**
     * Generates.
     *
     * @param arguments the migrations' location, the directory for the sources, and their package
     */
    public static void main(String[] arguments) throws Exception {
        TALKATIVE.forEach(logger -> logger.setLevel(Level.WARNING));
        Path directory = Files.createTempDirectory("larder-codegen");
        Path database = directory.resolve("cache.db");
        try {
            String url = "jdbc:sqlite:" + database;
            Flyway.configure()
                    .dataSource(url, null, null)
                    .table("larder_schema_history")
                    .locations(arguments[0])
                    .load()
                    .migrate();
            GenerationTool.generate(new Configuration()
                    .withLogging(Logging.WARN)
                    .withJdbc(new Jdbc().withUrl(url))
                    .withGenerator(new Generator()
                            .withDatabase(
                                    tables(arguments[0].endsWith("/sqlite") ? diskCacheTypes() : collectionTypes()))
                            .withGenerate(new Generate()
                                    .withRecords(false)
                                    .withKeys(false)
                                    .withIndexes(false)
                                    .withGlobalCatalogReferences(false)
                                    .withGlobalSchemaReferences(false)
                                    .withRelations(false))
                            .withTarget(new Target().withDirectory(arguments[1]).withPackageName(arguments[2]))));
        } finally {
            delete(database);
            delete(directory);
        }
    }

    private static Database tables(List<ForcedType> types) {
        return new Database()
                .withName("org.jooq.meta.sqlite.SQLiteDatabase")
                .withExcludes("larder_schema_history|sqlite_sequence")
                .withOutputSchemaToDefault(true)
                .withForcedTypes(types);
    }

    /** What jOOQ cannot tell from the declarations of DiskCache's format. */
    private static List<ForcedType> diskCacheTypes() {
        return List.of(
                // a float cannot hold seconds since 1970, an int not every rowid
                new ForcedType()
                        .withName("DOUBLE")
                        .withIncludeExpression("(?i:.*\\.(store|expire|access|put|due|dead)_time)"),
                new ForcedType()
                        .withName("BIGINT")
                        .withIncludeExpression("(?i:cache\\.(rowid|size|access_count)|larder_lease\\.id"
                                + "|larder_work\\.(id|size))"),
                new ForcedType()
                        .withName("VARCHAR")
                        .withIncludeExpression("(?i:cache\\.filename|settings\\.key|larder_lease\\.(kind|owner|note)"
                                + "|larder_work\\.(token|dedup|reason|filename))"),
                scalar("BlobScalarBinding", "(?i:cache\\.(key|tag|value)|larder_lease\\.key|larder_work\\.value)"),
                scalar("UntypedScalarBinding", "(?i:settings\\.value)"));
    }

    /**
     * The tables of collections are declared with types that jOOQ knows, but for one that SQLite wants in its words.
     */
    private static List<ForcedType> collectionTypes() {
        return List.of(
                new ForcedType().withName("BIGINT").withIncludeExpression("(?i:larder_.*\\.id)"),
                // for H2, where a BLOB is something else
                new ForcedType().withName("VARBINARY").withIncludeTypes("(?i:blob)"));
    }

    private static ForcedType scalar(String binding, String columns) {
        return new ForcedType()
                .withUserType("dev.larder.storage.Scalar")
                .withBinding(BINDINGS + binding)
                .withIncludeExpression(columns);
    }

    private static void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
    }
}
