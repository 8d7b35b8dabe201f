package dev.larder.storage.postgresql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** Those of a pool that Larder makes. */
final class PooledConnections implements Connections {

    /** Enough for a server of usual size with some processes; threads beyond it wait for one. */
    private static final int MOST_CONNECTIONS = 16;

    /** How long it is tried out whether a connection that has been idle still works. */
    private static final Duration LONGEST_VALIDATION = Duration.ofSeconds(5);

    private final String url;

    /** @throws IllegalArgumentException if it is not the URL of a PostgreSQL database */
    PooledConnections(String url) {
        if (!url.startsWith("jdbc:postgresql:") || Driver.parseURL(url, null) == null) {
            throw new IllegalArgumentException("Not the JDBC URL of a PostgreSQL database: '"
                    + url.replaceFirst("\\?.*", "") + "'; it begins with jdbc:postgresql:");
        }
        this.url = url;
    }

    @Override
    public Pool open(Duration answer) throws SQLException {
        try {
            return pool(config(answer));
        } catch (HikariPool.PoolInitializationException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw cause;
            }
            throw e;
        }
    }

    @Override
    public Pool openIfThere(Duration answer) {
        HikariConfig config = config(answer);
        config.setInitializationFailTimeout(-1); // begins without a connection
        return pool(config);
    }

    private static Pool pool(HikariConfig config) {
        HikariDataSource pool = new HikariDataSource(config);
        return new Pool(pool, pool::close);
    }

    private HikariConfig config(Duration answer) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(server(answer));
        config.setMaximumPoolSize(MOST_CONNECTIONS);
        config.setMinimumIdle(1);
        config.setPoolName("larder");
        config.setConnectionTimeout(answer.toMillis());
        config.setValidationTimeout(Math.min(LONGEST_VALIDATION.toMillis(), answer.toMillis() / 2));
        return config;
    }

    /** What the URL does not say itself is bounded: a server that takes connections may still say nothing on them. */
    private PGSimpleDataSource server(Duration answer) {
        Properties given = Objects.requireNonNull(Driver.parseURL(url, null), "the URL was looked at before");
        PGSimpleDataSource server = new PGSimpleDataSource();
        server.setUrl(url);
        int seconds = Math.toIntExact(answer.plusMillis(999).toSeconds());
        if (!PGProperty.CONNECT_TIMEOUT.isPresent(given)) {
            server.setConnectTimeout(seconds);
        }
        if (!PGProperty.SOCKET_TIMEOUT.isPresent(given)) {
            server.setSocketTimeout(seconds);
        }
        if (!PGProperty.CANCEL_SIGNAL_TIMEOUT.isPresent(given)) {
            server.setCancelSignalTimeout(Math.max(1, seconds / 4));
        }
        return server;
    }

    @Override
    public String url() {
        return url;
    }
}
