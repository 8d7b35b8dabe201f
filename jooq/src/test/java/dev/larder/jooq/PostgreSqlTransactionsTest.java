package dev.larder.jooq;

import dev.larder.storage.postgresql.PostgresServer;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.postgresql.ds.PGSimpleDataSource;

/** Collections in an application's PostgreSQL database. */
final class PostgreSqlTransactionsTest extends JoinedTransactions {

    private static int made;

    @Override
    DataSource newDatabase() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(PostgresServer.url());
        String schema = "application_" + ++made;
        DSL.using(dataSource, SQLDialect.POSTGRES).createSchema(schema).execute();
        dataSource.setCurrentSchema(schema);
        return dataSource;
    }

    @Override
    SQLDialect dialect() {
        return SQLDialect.POSTGRES;
    }
}
