package dev.larder.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Access;
import dev.larder.storage.Bound;
import dev.larder.storage.ChangeWatch;
import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.Encoded;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import dev.larder.storage.Sequence;
import dev.larder.storage.Side;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.Wait;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PgConnection;

/** An application's connections go back as they came. */
final class BorrowedConnectionsTest {

    private static final Item ITEM = Item.of(Encoded.natively(Scalar.of("value")));

    private static final Item LARGE = Item.of(Encoded.natively(Scalar.of(new byte[500_000])));

    private static final int NETWORK_TIMEOUT = 77_000;

    /** A pool whose connections are not in auto-commit mode and have another isolation and time-out than usual. */
    private static CountingPool unusualPool() {
        return new CountingPool(connection -> {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            connection.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT);
        });
    }

    @Test
    void dataSource_afterEveryKindOfUse_hasItsConnectionsAsTheyWere() throws Exception {
        try (CountingPool pool = unusualPool()) {
            use(PostgreSql.at(pool).schema("borrowed"));
            assertUnchanged(pool);
        }
    }

    @Test
    void dslContext_afterEveryKindOfUse_hasItsConnectionsAsTheyWere() throws Exception {
        try (CountingPool pool = unusualPool()) {
            use(PostgreSql.at(DSL.using(pool, SQLDialect.POSTGRES)).schema("borrowed_jooq"));
            assertUnchanged(pool);
        }
    }

    private static void use(PostgreSqlStorage storage) throws InterruptedException {
        try (Store store = storage.open(StoreConfig.defaults());
                ChangeWatch watch = store.watch(Key.of("a"))) {
            for (Item item : List.of(ITEM, LARGE)) {
                store.store(Key.of("a"), item, Condition.always(), null, Cull.NONE, Wait.FOREVER);
                assertThat(watch.await(Wait.upTo(Duration.ofMinutes(1)))).isTrue();
                assertThat(store.get(Key.of("a"), Access.RECORD)).isEqualTo(item.content());
                store.touch(Key.of("a"), Expiry.never(), Condition.always(), Wait.FOREVER);
                store.append(Sequence.queue(null), Side.BACK, List.of(item), Bound.none(), Cull.NONE, Wait.FOREVER);
                store.take(Sequence.queue(null), Side.FRONT, Fetch.VALUE, Wait.FOREVER);
            }
            store.add(Key.of("n"), Scalar.of(1), Scalar.of(0), Cull.NONE, Wait.FOREVER);
            store.transact(
                    Wait.FOREVER, () -> store.remove(Key.of("a"), Condition.always(), Fetch.VALUE, Wait.FOREVER));
            store.findAll(List.of(Key.of("a"), Key.of("n")), Fetch.VALUE, Access.RECORD);
            store.totals();
            assertThat(store.verify(true, Wait.FOREVER)).isEmpty();
        }
    }

    private static void assertUnchanged(CountingPool pool) throws SQLException {
        assertThat(pool.idle()).isNotEmpty();
        for (Connection connection : pool.idle()) {
            assertThat(connection.isClosed()).isFalse();
            assertThat(connection.getAutoCommit()).isFalse();
            assertThat(connection.unwrap(PgConnection.class).getTransactionState())
                    .isEqualTo(TransactionState.IDLE);
            assertThat(connection.getNetworkTimeout()).isEqualTo(NETWORK_TIMEOUT);
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_REPEATABLE_READ);
        }
    }
}
