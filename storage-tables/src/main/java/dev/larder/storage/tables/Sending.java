package dev.larder.storage.tables;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives a connection up when what is sent on it does not get through. Time-outs of sockets are for what is read; who
 * sends more than the buffers on the way take waits without a bound for a server that is there and reads nothing.
 */
final class Sending {

    private static final System.Logger LOG = System.getLogger(Sending.class.getName());

    /** The smallest of buffers take this much. */
    private static final int LITTLE = 8 * 1_024;

    private static final long IDLE_SECONDS = 10;

    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private final @Nullable Future<?> givingUp;

    private Sending(@Nullable Future<?> givingUp) {
        this.givingUp = givingUp;
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, Sending::daemon);
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        return timer;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "larder-sending");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Begins to send. The caller ends it when the answer has come.
     *
     * @param bytes how much, about
     * @param longest how long it may take, or null for as long as it takes
     */
    static Sending begin(Connection connection, long bytes, @Nullable Duration longest) {
        return bytes <= LITTLE || longest == null
                ? new Sending(null)
                : new Sending(TIMER.schedule(() -> abort(connection), longest.toNanos(), TimeUnit.NANOSECONDS));
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(closing -> daemon(closing).start());
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.WARNING, "A connection on which nothing gets through cannot be given up", e);
        }
    }

    void end() {
        if (givingUp != null) {
            givingUp.cancel(false);
        }
    }
}
