package dev.larder.storage.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jooq.Select;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** H2 runs each query of Larder's anew, instead of answering it from its last result. */
public final class UnrepeatableQueriesTest {

    private static final String CONDITION = "rand() >= 0";

    private static final AtomicInteger CALLS = new AtomicInteger();

    /** Called by H2, once for each row of a query that it runs. */
    public static int called(int argument) {
        CALLS.incrementAndGet();
        return argument;
    }

    @ParameterizedTest
    @MethodSource("queries")
    void query_ofTheCatalogue_hasACondition(Sql sql) {
        assertThat(new Statements(Dialect.H2, null, false).text(sql).text()).contains(CONDITION);
    }

    /** Without two of PostgreSQL's updates, of which jOOQ has no form for H2. */
    static Stream<Sql> queries() {
        return Arrays.stream(Sql.values())
                .filter(sql -> sql != Sql.REPLACE_IF && sql != Sql.REPLACE_VALUE_IF)
                .filter(sql -> sql.definition(Dialect.H2) instanceof Select);
    }

    @Test
    void query_askedTwice_isRunTwiceOnlyWithTheCondition() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:", "", "");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create alias called deterministic for \"" + getClass().getName() + ".called\"");
            statement.execute("create table numbers (number int)");
            statement.execute("insert into numbers values (1)");

            assertThat(callsOfTwo(connection, "select called(number) from numbers"))
                    .as("what H2 does of its own accord")
                    .isEqualTo(1);
            assertThat(callsOfTwo(connection, "select called(number) from numbers where " + CONDITION))
                    .isEqualTo(2);
        }
    }

    private static int callsOfTwo(Connection connection, String query) throws SQLException {
        int before = CALLS.get();
        try (PreparedStatement prepared = connection.prepareStatement(query)) {
            prepared.executeQuery().close();
            prepared.executeQuery().close();
        }
        return CALLS.get() - before;
    }
}
