package dev.larder.sharding;

import dev.larder.storage.postgresql.PostgreSql;
import dev.larder.storage.postgresql.PostgreSqlStorage;
import dev.larder.storage.tables.Dialect;
import dev.larder.storage.tables.TableDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Engines that spread tables by themselves, each at the JDBC URL that an environment variable names. */
enum Engine {
    YUGABYTEDB("LARDER_YUGABYTEDB_URL", null),
    CITUS("LARDER_CITUS_URL", "citus.sql");

    private static final String SCHEMA = "larder";

    private final String variable;
    private final @Nullable String script;

    /** @param script what spreads the tables when they are there, or null if the engine does so by itself */
    Engine(String variable, @Nullable String script) {
        this.variable = variable;
        this.script = script;
    }

    String variable() {
        return variable;
    }

    private @Nullable String url() {
        return System.getenv(variable);
    }

    boolean isThere() {
        return url() != null;
    }

    /** Collections in it; the tables are made if they are not there. */
    PostgreSqlStorage storage() {
        String url = url();
        if (url == null) {
            throw new IllegalStateException(variable + " is not set");
        }
        try {
            if (!hasTables(url)) {
                PGSimpleDataSource server = new PGSimpleDataSource();
                server.setUrl(url);
                TableDatabase.migrate(Dialect.POSTGRESQL, server, SCHEMA, url);
                spread(url);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(this + " at " + variable + " cannot be used: " + e.getMessage(), e);
        }
        return PostgreSql.at(url).withoutMigration();
    }

    private static boolean hasTables(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            return connection
                    .getMetaData()
                    .getTables(null, SCHEMA, "larder_work", null)
                    .next();
        }
    }

    private void spread(String url) throws SQLException {
        if (script == null) {
            return;
        }
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String each : text(script).lines().toList()) {
                statement.execute(each);
            }
        }
    }

    static String text(String resource) {
        try (@Nullable InputStream text = Engine.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(text, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
