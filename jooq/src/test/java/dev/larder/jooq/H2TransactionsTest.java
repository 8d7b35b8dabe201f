package dev.larder.jooq;

import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jooq.SQLDialect;

/** Collections in an application's H2 database. */
final class H2TransactionsTest extends JoinedTransactions {

    @Override
    DataSource newDatabase() {
        return JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "");
    }

    @Override
    SQLDialect dialect() {
        return SQLDialect.H2;
    }
}
