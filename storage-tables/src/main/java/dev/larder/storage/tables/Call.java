package dev.larder.storage.tables;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One execution of a statement, or several of the same in one go. */
final class Call {

    private final Connection connection;
    private final SqlText sql;
    private final int timeoutSeconds;
    private final @Nullable Duration longest;
    private final Map<Parameter, Object> values = new EnumMap<>(Parameter.class);
    private final List<Map<Parameter, Object>> batch = new ArrayList<>(0);

    /**
     * @param timeoutSeconds how long it may take, or 0 for as long as it takes
     * @param longest how long it may take until the server has answered, or null for as long as it takes
     */
    Call(Connection connection, SqlText sql, int timeoutSeconds, @Nullable Duration longest) {
        this.connection = connection;
        this.sql = sql;
        this.timeoutSeconds = timeoutSeconds;
        this.longest = longest;
    }

    /** What a row of a result becomes. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Takes rows of a result. */
    @FunctionalInterface
    interface Receiver {
        void take(ResultSet row) throws SQLException;
    }

    /** Sets a value; what is not set is null. */
    Call set(Parameter parameter, @Nullable Object value) {
        if (value == null) {
            values.remove(parameter);
        } else {
            values.put(parameter, value);
        }
        return this;
    }

    /** A time, of which infinity is null. */
    Call setTime(Parameter parameter, double time) {
        return set(parameter, time == Double.POSITIVE_INFINITY ? null : (Double) time);
    }

    /** A text that may hold what not every database takes in a text. */
    Call setText(Parameter parameter, @Nullable String text) {
        return set(parameter, text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    }

    Call setKey(KeyCode key) {
        return set(Parameter.HEAD, key.head())
                .set(Parameter.REST, key.rest())
                .set(Parameter.HASH, key.hash())
                .set(Parameter.KEY_KIND, key.kind());
    }

    Call setSpan(KeySpan span) {
        return set(Parameter.LOW_HEAD, span.low().head())
                .set(Parameter.LOW_REST, span.low().rest())
                .set(Parameter.HIGH_HEAD, span.high().head())
                .set(Parameter.HIGH_REST, span.high().rest());
    }

    /** Does something with a prepared statement. */
    @FunctionalInterface
    private interface Execution<T extends @Nullable Object> {
        T run(PreparedStatement statement) throws SQLException;
    }

    /** Runs it, and returns how many rows it changed or found. */
    int update() throws SQLException {
        return execute(bytes(values), statement -> {
            bind(statement, values);
            return statement.execute() ? 1 : statement.getUpdateCount();
        });
    }

    <T> List<T> list(Reader<T> reader) throws SQLException {
        List<T> rows = new ArrayList<>();
        each(row -> rows.add(reader.read(row)));
        return rows;
    }

    /** Hands over the rows of the result, one at a time. */
    void each(Receiver receiver) throws SQLException {
        execute(bytes(values), statement -> {
            bind(statement, values);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    receiver.take(row);
                }
            }
            return true;
        });
    }

    /** The first row, or null. */
    @SuppressWarnings("NullAway") // whether there may be null is what the type argument says
    <T> @Nullable T first(Reader<? extends @Nullable T> reader) throws SQLException {
        return this.<@Nullable T>execute(bytes(values), statement -> {
            bind(statement, values);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? reader.read(row) : null;
            }
        });
    }

    /** Takes the values that are set as those of one execution among several. */
    void add() {
        batch.add(new EnumMap<>(values));
    }

    /** Runs all that were added, and returns how many rows they changed together. */
    long runAll() throws SQLException {
        if (batch.isEmpty()) {
            return 0;
        }
        long bytes = batch.stream().mapToLong(Call::bytes).sum();
        long changed = execute(bytes, statement -> {
            for (Map<Parameter, Object> each : batch) {
                bind(statement, each);
                statement.addBatch();
            }
            long sum = 0;
            for (int count : statement.executeBatch()) {
                sum += count == PreparedStatement.SUCCESS_NO_INFO ? 1 : count;
            }
            return sum;
        });
        batch.clear();
        return changed;
    }

    /** @param bytes how many are sent, about */
    private <T extends @Nullable Object> T execute(long bytes, Execution<T> execution) throws SQLException {
        Sending sending = Sending.begin(connection, bytes, longest);
        try (PreparedStatement statement = prepared()) {
            return execution.run(statement);
        } finally {
            sending.end();
        }
    }

    private static long bytes(Map<Parameter, Object> bound) {
        long bytes = 0;
        for (Object value : bound.values()) {
            bytes += value instanceof byte[] array ? array.length : 0;
        }
        return bytes;
    }

    private PreparedStatement prepared() throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql.text());
        if (timeoutSeconds > 0) {
            statement.setQueryTimeout(timeoutSeconds);
        }
        return statement;
    }

    private void bind(PreparedStatement statement, Map<Parameter, Object> bound) throws SQLException {
        List<Parameter> places = sql.places();
        for (int i = 0; i < places.size(); i++) {
            Parameter parameter = places.get(i);
            parameter.bind(statement, i + 1, bound.get(parameter));
        }
    }
}
