package dev.larder.jooq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.codec.Codec;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** Collections in the transactions of an application that uses JDBI, by the connection of the handle. */
final class JdbiTest {

    private final JdbcConnectionPool database =
            JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "");
    private final Jdbi jdbi = Jdbi.create(database);
    private final JooqLarder shared =
            JooqLarder.using(DSL.using(database, SQLDialect.H2)).migrate(database);

    private void order(Handle handle, int number) {
        handle.execute("insert into orders values (?)", number);
        shared.in(handle.getConnection()).deque("outbox", Codec.int64()).addLast((long) number);
    }

    private int orders() {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from orders")
                .mapTo(Integer.class)
                .one());
    }

    private int outbox() {
        return jdbi.inTransaction(handle ->
                shared.in(handle.getConnection()).deque("outbox", Codec.int64()).size());
    }

    @Test
    void in_handlesConnection_commitsAndRollsBackWithIt() {
        jdbi.useHandle(handle -> handle.execute("create table orders (number int)"));
        jdbi.useTransaction(handle -> order(handle, 1));
        assertThatThrownBy(() -> jdbi.useTransaction(handle -> {
                    order(handle, 2);
                    throw new IllegalStateException("roll back");
                }))
                .hasMessage("roll back");

        assertThat(orders()).isEqualTo(1);
        assertThat(outbox()).isEqualTo(1);
    }
}
