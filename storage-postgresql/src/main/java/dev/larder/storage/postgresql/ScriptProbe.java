package dev.larder.storage.postgresql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * Whether connections take several statements at once, with semicolons between them and parameters in each, and hand
 * out their results one after the other. There are drivers, and settings of drivers, that do not; with them each
 * statement is a round trip of its own.
 */
final class ScriptProbe {

    private static final System.Logger LOG = System.getLogger(ScriptProbe.class.getName());

    private static final int FIRST = 17;
    private static final int SECOND = 19;

    private final Loans loans;

    ScriptProbe(Loans loans) {
        this.loans = loans;
    }

    /** Rows of different lengths, the longer one last: a driver may take the last one for all of them. */
    private static String script() {
        DSLContext dsl = DSL.using(SQLDialect.POSTGRES);
        Field<Integer> number = DSL.val(0);
        return dsl.select(number).getSQL() + "; "
                + dsl.select(number, DSL.inline(0)).getSQL();
    }

    boolean run() throws SQLException {
        try (Loan borrowed = loans.borrow()) {
            try (PreparedStatement statement = borrowed.connection().prepareStatement(script())) {
                statement.setInt(1, FIRST);
                statement.setInt(2, SECOND);
                return statement.execute()
                        && number(statement) == FIRST
                        && statement.getMoreResults()
                        && number(statement) == SECOND;
            } catch (SQLException | RuntimeException e) {
                // some that take statements apart fail in a way of their own
                LOG.log(System.Logger.Level.DEBUG, "Statements go to the server one by one", e);
                return false;
            }
        }
    }

    private static int number(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.getResultSet()) {
            return row.next() ? row.getInt(1) : 0;
        }
    }
}
