package dev.larder.storage.postgresql;

import dev.larder.storage.tables.ChangeSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Notices commits by {@code LISTEN}, on a connection of its own. Triggers notify only for collections at which somebody
 * has said that he waits, so that others cost writers nothing; who says so a moment too late for a commit looks for
 * himself before long.
 */
final class Notifications implements ChangeSource {

    private static final System.Logger LOG = System.getLogger(Notifications.class.getName());

    private static final String NOT_SUPPORTED = "0A000";

    private static final int LONGEST_WAIT_MILLIS = 250;

    private static final Duration SAID_FOR = Duration.ofSeconds(30);

    private static final long SAY_AGAIN_NANOS = 10_000_000_000L;

    private final Loans loans;
    private final String schema;
    private final Watchers watchers;

    Notifications(Loans loans, String schema) {
        this.loans = loans;
        this.schema = schema;
        watchers = new Watchers(schema);
    }

    /** Whether the connections are those of a driver that hands out what the server notifies of, and it does. */
    static boolean areThere(Loans loans) throws SQLException {
        try (Loan loan = loans.borrow();
                Statement statement = loan.connection().createStatement()) {
            if (!loan.connection().isWrapperFor(PGConnection.class)) {
                return false;
            }
            statement.execute("LISTEN larder");
            statement.execute("UNLISTEN larder");
            return true;
        } catch (SQLException e) {
            if (!NOT_SUPPORTED.equals(e.getSQLState())) {
                throw e;
            }
            LOG.log(System.Logger.Level.DEBUG, "Commits of others are looked for, not told", e);
            return false;
        }
    }

    @Override
    public Session open() throws SQLException {
        Loan loan = loans.borrow();
        boolean isListening = false;
        try {
            Session session = new Listening(loan);
            isListening = true;
            return session;
        } finally {
            if (!isListening) {
                loan.close();
            }
        }
    }

    private final class Listening implements Session {

        private final Loan loan;
        private final Connection connection;
        private final PGConnection notified;
        private final String watcher = UUID.randomUUID().toString();
        private final Set<Long> said = new HashSet<>();
        private final Set<Long> everSaid = new HashSet<>();
        private long saidAt;

        Listening(Loan loan) throws SQLException {
            this.loan = loan;
            connection = loan.connection();
            notified = connection.unwrap(PGConnection.class);
            execute("LISTEN larder");
        }

        private void execute(String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        @Override
        public Set<Long> await(Set<Long> watched) throws SQLException, InterruptedException {
            boolean isNew = !said.containsAll(watched);
            if (isNew || System.nanoTime() - saidAt > SAY_AGAIN_NANOS) {
                say(watched);
            }
            if (isNew) {
                return watched; // something may have been committed while it was said
            }
            PGNotification[] received = notified.getNotifications(LONGEST_WAIT_MILLIS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Set<Long> changed = new HashSet<>();
            for (PGNotification each : received == null ? new PGNotification[0] : received) {
                String payload = each.getParameter();
                if (payload.startsWith(schema + ".")) {
                    changed.add(Long.parseLong(payload.substring(schema.length() + 1)));
                }
            }
            return changed.isEmpty() ? watched : changed;
        }

        /** Lets writers know at which collections somebody waits. */
        private void say(Set<Long> watched) throws SQLException {
            if (!watched.isEmpty()) {
                watchers.say(connection, watcher, watched, SAID_FOR);
            }
            said.clear();
            said.addAll(watched);
            everSaid.addAll(watched);
            saidAt = System.nanoTime();
        }

        @Override
        public void close() throws SQLException {
            try (Loan ending = loan) {
                if (!ending.connection().isClosed()) {
                    execute("UNLISTEN larder");
                    watchers.forget(connection, watcher, everSaid);
                }
            }
        }
    }
}
