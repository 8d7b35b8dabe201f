package dev.larder.storage.postgresql;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A pool as an application may have one, which puts nothing right that a borrower has left changed. It counts how often
 * a borrower waits for the server.
 */
final class CountingPool implements DataSource, AutoCloseable {

    /** Makes a connection what the application wants it to be. */
    @FunctionalInterface
    interface Setup {
        void apply(Connection connection) throws SQLException;
    }

    private final PGSimpleDataSource server = new PGSimpleDataSource();
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger trips;
    private final AtomicInteger lent = new AtomicInteger();
    private final Setup setup;

    CountingPool(Setup setup) {
        this(setup, "");
    }

    /** @param settings of the driver, as they stand in a URL, each with an ampersand before it */
    CountingPool(Setup setup, String settings) {
        this.setup = setup;
        String name = UUID.randomUUID().toString();
        trips = CountingSockets.trips(name);
        server.setUrl(PostgresServer.url(DriverSockets.settings(CountingSockets.class, name) + settings));
    }

    int trips() {
        return trips.get();
    }

    /** Connections that have not been given back. */
    int lent() {
        return lent.get();
    }

    /** Those that have been given back. */
    List<Connection> idle() {
        return new ArrayList<>(idle);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection known = idle.pollFirst();
        Connection connection = known == null ? server.getConnection() : known;
        if (known == null) {
            setup.apply(connection);
        }
        lent.incrementAndGet();
        AtomicBoolean isLent = new AtomicBoolean(true);
        return handle(connection, () -> {
            if (isLent.getAndSet(false)) {
                lent.decrementAndGet();
                idle.addFirst(connection);
            }
        });
    }

    private static Connection handle(Connection target, Runnable onClose) {
        return (Connection) Proxy.newProxyInstance(
                CountingPool.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        onClose.run();
                        return null;
                    }
                    try {
                        return method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : idle) {
            connection.close();
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public java.io.PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(java.io.PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public java.util.logging.Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
