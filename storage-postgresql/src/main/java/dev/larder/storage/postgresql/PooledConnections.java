package dev.larder.storage.postgresql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Those of a pool that Larder makes. */
final class PooledConnections implements Connections {

    /** Enough for a server of usual size with some processes; threads beyond it wait for one. */
    private static final int MOST_CONNECTIONS = 16;

    private final String url;
    private @Nullable HikariDataSource pool; // guarded by this

    /** @throws IllegalArgumentException if it is not the URL of a PostgreSQL database */
    PooledConnections(String url) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "Not the JDBC URL of a PostgreSQL database: '" + url + "'; it begins with jdbc:postgresql:");
        }
        this.url = url;
    }

    @Override
    public synchronized DataSource open() {
        HikariDataSource known = pool;
        if (known == null) {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(url);
            config.setMaximumPoolSize(MOST_CONNECTIONS);
            config.setMinimumIdle(1);
            config.setPoolName("larder");
            known = new HikariDataSource(config);
            pool = known;
        }
        return known;
    }

    @Override
    public synchronized void close() {
        HikariDataSource known = pool;
        if (known != null) {
            known.close();
            pool = null;
        }
    }

    @Override
    public String url() {
        return url;
    }
}
