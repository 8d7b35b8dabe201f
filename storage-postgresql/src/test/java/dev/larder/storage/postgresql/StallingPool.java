package dev.larder.storage.postgresql;

import dev.larder.storage.contract.Threads;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections of a process that stands still before one of its statements, and then goes on or dies: its connections
 * end where they are, and it gets no others.
 */
final class StallingPool extends Lender {

    private final PGSimpleDataSource server = new PGSimpleDataSource();
    private final CountDownLatch hasStalled = new CountDownLatch(1);
    private final CountDownLatch goesOn = new CountDownLatch(1);
    private volatile @Nullable Predicate<String> stallsAt;
    private volatile boolean isDead;

    StallingPool() {
        server.setUrl(PostgresServer.url());
    }

    /** Stands still before the first statement like this. */
    void stallAt(Predicate<String> statement) {
        stallsAt = statement;
    }

    void awaitStall() {
        Threads.await(hasStalled);
    }

    void goOn() {
        goesOn.countDown();
    }

    void die() {
        isDead = true;
        goesOn.countDown();
    }

    @Override
    Lent lend() throws SQLException {
        if (isDead) {
            throw new SQLException("The process is dead", "08006");
        }
        Connection connection = server.getConnection();
        Connection stalling = (Connection) Proxy.newProxyInstance(
                StallingPool.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        stall((String) arguments[0]);
                        if (isDead) {
                            connection.close();
                        }
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return new Lent(stalling, connection::close);
    }

    private void stall(String statement) {
        Predicate<String> where = stallsAt;
        if (where != null && where.test(statement)) {
            stallsAt = null;
            hasStalled.countDown();
            Threads.await(goesOn);
        }
    }
}
