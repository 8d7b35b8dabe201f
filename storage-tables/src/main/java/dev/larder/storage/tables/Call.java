package dev.larder.storage.tables;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** One execution of a statement, or several of the same in one go. */
final class Call {

    private final Script script;
    private final Sql sql;
    private final int timeoutSeconds;
    private final @Nullable Duration longest;
    private final Map<Parameter, Object> values = new EnumMap<>(Parameter.class);
    private final List<Map<Parameter, Object>> batch = new ArrayList<>(0);
    private @Nullable Receiver receiver;
    private @Nullable IntConsumer counter;

    /**
     * @param script with whose statements it goes to the database
     * @param timeoutSeconds how long it may take, or 0 for as long as it takes
     * @param longest how long it may take until the server has answered, or null for as long as it takes
     */
    Call(Script script, Sql sql, int timeoutSeconds, @Nullable Duration longest) {
        this.script = script;
        this.sql = sql;
        this.timeoutSeconds = timeoutSeconds;
        this.longest = longest;
    }

    Sql sql() {
        return sql;
    }

    /** The commit, for which there is as much time as for this. */
    Call commit() {
        return new Call(script, Sql.COMMIT, timeoutSeconds, longest);
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

    /** Lets it run before the next statement that is awaited, or together with that one. It is not changed any more. */
    void later() throws SQLException {
        script.add(this);
    }

    /** As {@link #later()}, and hands over the rows of the result as soon as they are there. */
    void eachLater(Receiver rows) throws SQLException {
        receiver = rows;
        script.add(this);
    }

    /** As {@link #later()}, and tells how many rows it changed as soon as that is known. */
    void updateLater(IntConsumer changed) throws SQLException {
        counter = changed;
        script.add(this);
    }

    /** Who gets the rows of the result, if anybody. */
    @Nullable
    Receiver receiver() {
        return receiver;
    }

    /** Who is told how many rows it changed, if anybody. */
    @Nullable
    IntConsumer counter() {
        return counter;
    }

    /** Says who gets the answer. */
    void expect(@Nullable Receiver rows, @Nullable IntConsumer changed) {
        receiver = rows;
        counter = changed;
    }

    /** Takes the answer. */
    void receive(PreparedStatement statement, boolean isRows) throws SQLException {
        if (receiver != null && isRows) {
            handOver(statement.getResultSet(), receiver);
        } else if (counter != null) {
            counter.accept(isRows ? 1 : statement.getUpdateCount());
        }
    }

    static void handOver(ResultSet result, Receiver rows) throws SQLException {
        try (ResultSet row = result) {
            while (row.next()) {
                rows.take(row);
            }
        }
    }

    /** Runs it, and returns how many rows it changed or found. */
    int update() throws SQLException {
        return script.update(this);
    }

    <T> List<T> list(Reader<T> reader) throws SQLException {
        List<T> rows = new ArrayList<>();
        each(row -> rows.add(reader.read(row)));
        return rows;
    }

    /** Hands over the rows of the result, one at a time. */
    void each(Receiver rows) throws SQLException {
        script.query(this, rows);
    }

    /** The first row, or null. */
    <T> @Nullable T first(Reader<? extends @Nullable T> reader) throws SQLException {
        List<@Nullable T> first = new ArrayList<>(1);
        each(row -> {
            if (first.isEmpty()) {
                first.add(reader.read(row));
            }
        });
        return first.isEmpty() ? null : first.get(0);
    }

    /** Takes the values that are set as those of one execution among several. */
    void add() {
        batch.add(new EnumMap<>(values));
    }

    /** Runs all that were added, and returns how many rows they changed together. */
    long runAll() throws SQLException {
        long changed = 0;
        for (int count : runEach()) {
            changed += count == Statement.SUCCESS_NO_INFO ? 1 : count;
        }
        return changed;
    }

    /**
     * Runs all that were added, and returns how many rows each of them changed; {@link Statement#SUCCESS_NO_INFO} if
     * the driver does not tell.
     */
    int[] runEach() throws SQLException {
        if (batch.isEmpty()) {
            return new int[0];
        }
        script.flush();
        long bytes = batch.stream().mapToLong(Call::bytes).sum();
        Sending sending = sending(script.connection(), bytes);
        try (PreparedStatement statement =
                prepare(script.connection(), script.text(this).text())) {
            for (Map<Parameter, Object> each : batch) {
                bind(statement, each, 1);
                statement.addBatch();
            }
            batch.clear();
            return statement.executeBatch();
        } finally {
            sending.end();
        }
    }

    /**
     * Begins to send it, alone or with others.
     *
     * @param bytes how many are sent, about
     */
    Sending sending(Connection connection, long bytes) {
        return Sending.begin(connection, bytes, longest);
    }

    /** How many bytes are sent, about. */
    long bytes() {
        return bytes(values);
    }

    private static long bytes(Map<Parameter, Object> bound) {
        long bytes = 0;
        for (Object value : bound.values()) {
            bytes += value instanceof byte[] array ? array.length : 0;
        }
        return bytes;
    }

    /** @param text its own, or that of all statements with which it goes */
    PreparedStatement prepare(Connection connection, String text) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text);
        if (timeoutSeconds > 0) {
            statement.setQueryTimeout(timeoutSeconds);
        }
        return statement;
    }

    /**
     * Binds its values.
     *
     * @param index of its first place
     * @return index of the place behind its own
     */
    int bind(PreparedStatement statement, int index) throws SQLException {
        return bind(statement, values, index);
    }

    private int bind(PreparedStatement statement, Map<Parameter, Object> bound, int index) throws SQLException {
        int next = index;
        for (Parameter parameter : script.text(this).places()) {
            parameter.bind(statement, next, bound.get(parameter));
            next++;
        }
        return next;
    }
}
