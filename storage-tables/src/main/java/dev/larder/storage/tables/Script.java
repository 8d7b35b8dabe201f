package dev.larder.storage.tables;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The statements of a transaction on their way to the database. Those whose answer can wait go together with the next
 * one whose answer is awaited, in one round trip, where the connection takes several at once; elsewhere each goes by
 * itself. Used by one thread.
 *
 * <p>Together they are one text with semicolons between them. A driver may run them in one go or one after the other,
 * and that is the driver's choice (PostgreSQL's divides them again if it is to send texts without a type, or in simple
 * mode), so that nothing but an open transaction makes them one: the commit is the last of them, if it is to go along.
 */
final class Script {

    /**
     * So many go together at most: every number of them is a text that is kept, and the driver would wait for answers
     * in between if there were some hundreds, lest it and the server block each other.
     */
    static final int MOST = 16;

    private final Connection connection;
    private final Statements statements;
    private final boolean isTogether;
    private final List<Call> waiting = new ArrayList<>();
    private boolean endsWithNext;
    private boolean hasEnded;

    /** @param isTogether whether the connection takes several statements at once */
    Script(Connection connection, Statements statements, boolean isTogether) {
        this.connection = connection;
        this.statements = statements;
        this.isTogether = isTogether;
    }

    /** Lets the commit go together with the next statement whose answer is awaited, if there can be several. */
    void endWithNext() {
        endsWithNext = isTogether;
    }

    /** Whether the transaction has been committed. */
    boolean hasEnded() {
        return hasEnded;
    }

    /** Runs a statement before, or together with, the next one that is awaited. */
    void add(Call call) throws SQLException {
        if (isTogether) {
            requireOpen();
            if (waiting.size() == MOST) {
                flush();
            }
            waiting.add(call);
        } else {
            run(call, call.receiver(), call.counter(), false);
        }
    }

    private void requireOpen() {
        if (hasEnded) {
            throw new IllegalStateException("The transaction was committed with the statement before");
        }
    }

    /** Runs a statement that changes something, after those that wait for it; returns how many rows that were. */
    int update(Call awaited) throws SQLException {
        int[] changed = {0};
        run(awaited, null, count -> changed[0] = count, endsWithNext);
        return changed[0];
    }

    /** Runs a statement, after those that wait for it, and hands over the rows of its result. */
    void query(Call awaited, Call.Receiver rows) throws SQLException {
        run(awaited, rows, null, endsWithNext);
    }

    private void run(Call awaited, Call.@Nullable Receiver rows, @Nullable IntConsumer changed, boolean isEnd)
            throws SQLException {
        requireOpen();
        awaited.expect(rows, changed);
        List<Call> calls = new ArrayList<>(waiting.size() + 2);
        calls.addAll(waiting);
        waiting.clear();
        calls.add(awaited);
        if (isEnd) {
            calls.add(awaited.commit());
        }
        Sending sending = awaited.sending(
                connection, calls.stream().mapToLong(Call::bytes).sum());
        try (PreparedStatement statement = prepare(calls)) {
            int index = 1;
            for (Call call : calls) {
                index = call.bind(statement, index);
            }
            if (calls.size() == 1 && rows != null) {
                // a driver in between may know of no other way to the rows
                Call.handOver(statement.executeQuery(), rows);
                return;
            }
            boolean isRows = statement.execute();
            hasEnded = isEnd;
            for (Call call : calls) {
                call.receive(statement, isRows);
                isRows = statement.getMoreResults();
            }
        } finally {
            sending.end();
        }
    }

    private PreparedStatement prepare(List<Call> calls) throws SQLException {
        if (calls.size() == 1) {
            return calls.get(0).prepare(connection, text(calls.get(0)).text());
        }
        List<Sql> parts = calls.stream().map(Call::sql).toList();
        return calls.get(0).prepare(connection, statements.text(parts));
    }

    SqlText text(Call call) {
        return statements.text(call.sql());
    }

    Connection connection() {
        return connection;
    }

    /** Runs the statements that wait. */
    void flush() throws SQLException {
        if (!waiting.isEmpty()) {
            runWaiting(false);
        }
    }

    private void runWaiting(boolean isEnd) throws SQLException {
        Call last = waiting.remove(waiting.size() - 1);
        run(last, last.receiver(), last.counter(), isEnd);
    }

    /** Commits, together with the statements that wait. */
    void commit() throws SQLException {
        if (hasEnded) {
            return;
        }
        if (waiting.isEmpty()) {
            connection.commit();
            hasEnded = true;
        } else {
            runWaiting(true);
        }
    }
}
