package dev.larder.storage.postgresql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A pool as an application may have one, which puts nothing right that a borrower has left changed. It counts how often
 * a borrower waits for the server.
 */
final class CountingPool implements DataSource, AutoCloseable {

    private static final Set<String> TRIPS = Set.of(
            "execute",
            "executeQuery",
            "executeUpdate",
            "executeBatch",
            "commit",
            "rollback",
            "setTransactionIsolation",
            "getTransactionIsolation");

    /** Makes a connection what the application wants it to be. */
    @FunctionalInterface
    interface Setup {
        void apply(Connection connection) throws SQLException;
    }

    private final PGSimpleDataSource server = new PGSimpleDataSource();
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger trips = new AtomicInteger();
    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicInteger lent = new AtomicInteger();
    private final Setup setup;

    CountingPool(Setup setup) {
        this.setup = setup;
        server.setUrl(PostgresServer.url());
    }

    int trips() {
        return trips.get();
    }

    int commits() {
        return commits.get();
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
        return proxy(Connection.class, connection, this::counted, () -> {
            if (isLent.getAndSet(false)) {
                lent.decrementAndGet();
                idle.addFirst(connection);
            }
        });
    }

    private Object counted(Object result) {
        if (result instanceof PreparedStatement statement) {
            return proxy(PreparedStatement.class, statement, any -> any, null);
        }
        return result instanceof Statement statement ? proxy(Statement.class, statement, any -> any, null) : result;
    }

    private <T> T proxy(Class<T> type, T target, UnaryOperator<Object> results, Runnable onClose) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (onClose != null && method.getName().equals("close")) {
                onClose.run();
                return null;
            }
            count(method);
            try {
                Object result = method.invoke(target, arguments);
                return result == null ? null : results.apply(result);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private void count(Method method) {
        if (TRIPS.contains(method.getName())) {
            trips.incrementAndGet();
        }
        if (method.getName().equals("commit")) {
            commits.incrementAndGet();
        }
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
