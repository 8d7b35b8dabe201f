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
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Engines that spread tables by themselves: each is the one at the JDBC URL that an environment variable names, or else
 * one in a container, where Docker answers.
 */
enum Engine {
    YUGABYTEDB("LARDER_YUGABYTEDB_URL", null) {
        @Override
        @SuppressWarnings("resource") // Testcontainers ends it with the JVM
        String startContainer() {
            GenericContainer<?> server = new GenericContainer<>("yugabytedb/yugabyte:2025.2.1.0-b141")
                    .withCommand(
                            "bin/yugabyted",
                            "start",
                            "--background=false",
                            "--tserver_flags=ysql_sequence_cache_minval=1,yb_enable_read_committed_isolation=true")
                    .withExposedPorts(YSQL_PORT)
                    .waitingFor(Wait.forSuccessfulCommand("bin/ysqlsh --host $(hostname) --command 'SELECT 1'")
                            .withStartupTimeout(START));
            server.start();
            return "jdbc:postgresql://" + server.getHost() + ":" + server.getMappedPort(YSQL_PORT)
                    + "/yugabyte?user=yugabyte&password=yugabyte";
        }
    },
    CITUS("LARDER_CITUS_URL", "citus.sql") {
        @Override
        @SuppressWarnings("resource") // Testcontainers ends it with the JVM
        String startContainer() {
            PostgreSQLContainer server = new PostgreSQLContainer(
                            DockerImageName.parse("citusdata/citus:13.0.3").asCompatibleSubstituteFor("postgres"))
                    .withStartupTimeout(START);
            server.start();
            String url = server.getJdbcUrl();
            return url + (url.contains("?") ? "&" : "?") + "user=" + server.getUsername() + "&password="
                    + server.getPassword();
        }
    };

    private static final int YSQL_PORT = 5433;
    private static final Duration START = Duration.ofMinutes(3);
    private static final String SCHEMA = "larder";

    /** JDBC URLs of containers, which serve all tests of the JVM. */
    private static final Map<Engine, String> STARTED = new ConcurrentHashMap<>();

    private final String variable;
    private final @Nullable String script;

    /** @param script what spreads the tables when they are there, or null if the engine does so by itself */
    Engine(String variable, @Nullable String script) {
        this.variable = variable;
        this.script = script;
    }

    /** Returns its JDBC URL, with user and password. */
    abstract String startContainer();

    /** Where it comes from on this machine, or null if there is none. */
    @Nullable
    String origin() {
        if (System.getenv(variable) != null) {
            return "the one that " + variable + " names";
        }
        return DockerClientFactory.instance().isDockerAvailable() ? "one in a container" : null;
    }

    /** For the log of a build: which one the tests use, or that they were not run. */
    String told() {
        String origin = origin();
        return origin == null
                ? this + ": not run on this machine, because " + variable + " is not set and Docker does not answer"
                : this + " of the long tests: " + origin;
    }

    /** JDBC URL of it, which is started if need be. */
    private String url() {
        @Nullable String given = System.getenv(variable);
        return given == null ? STARTED.computeIfAbsent(this, Engine::startContainer) : given;
    }

    /** Collections in it; the tables are made if they are not there. */
    PostgreSqlStorage storage() {
        String url = url();
        try {
            if (!hasTables(url)) {
                PGSimpleDataSource server = new PGSimpleDataSource();
                server.setUrl(url);
                TableDatabase.migrate(Dialect.POSTGRESQL, server, SCHEMA, url);
                spread(url);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(this + " cannot be used: " + e.getMessage(), e);
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
