package dev.larder.sharding;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.larder.storage.postgresql.PostgreSql;
import dev.larder.storage.postgresql.PostgreSqlStorage;
import dev.larder.storage.tables.Dialect;
import dev.larder.storage.tables.TableDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.shardingsphere.driver.api.yaml.YamlShardingSphereDataSourceFactory;

/**
 * PostgreSQL servers on this machine, each with the tables of collections, behind one ShardingSphere data source that
 * takes the number of the collection for where its rows are.
 */
final class ShardedServers implements AutoCloseable {

    /** As the documentation shows it, for three servers. */
    private static final String RULES = "larder.yaml";

    private static final int CONNECTIONS = 24;

    private final List<EmbeddedPostgres> running = new ArrayList<>();
    private final Map<String, DataSource> servers = new LinkedHashMap<>();
    private final DataSource together;

    ShardedServers(int count) throws IOException, SQLException {
        boolean isReady = false;
        try {
            for (int i = 0; i < count; i++) {
                servers.put("ds_" + i, server());
            }
            String rules = Engine.text(RULES)
                    .replace("${0..2}", "${0.." + (count - 1) + "}")
                    .replace("% 3", "% " + count);
            together = YamlShardingSphereDataSourceFactory.createDataSource(
                    servers, rules.getBytes(StandardCharsets.UTF_8));
            isReady = true;
        } finally {
            if (!isReady) {
                stop();
            }
        }
    }

    private DataSource server() throws IOException {
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(2)) // three of them, on a machine that may be busy
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("shared_buffers", "16MB")
                .start();
        running.add(server);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        HikariDataSource pool = new HikariDataSource(config);
        TableDatabase.migrate(Dialect.POSTGRESQL, pool, "larder", "a server");
        return pool;
    }

    /** Collections that lie on all of them, each on one. */
    PostgreSqlStorage storage() {
        return PostgreSql.at(together).withoutMigration();
    }

    /** The collections of one of them alone. */
    PostgreSqlStorage storage(int server) {
        return PostgreSql.at(dataSource(server)).withoutMigration();
    }

    DataSource dataSource(int server) {
        return List.copyOf(servers.values()).get(server);
    }

    private void stop() {
        for (DataSource each : servers.values()) {
            ((HikariDataSource) each).close();
        }
        for (EmbeddedPostgres each : running) {
            try {
                each.close();
            } catch (IOException e) {
                throw new UncheckedIOException("A server of the tests could not be stopped", e);
            }
        }
    }

    @Override
    public void close() {
        try {
            ((AutoCloseable) together).close();
        } catch (Exception e) {
            throw new IllegalStateException("ShardingSphere could not be closed", e);
        } finally {
            stop();
        }
    }
}
