package dev.larder.jooq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.Deque;
import dev.larder.Index;
import dev.larder.Larder;
import dev.larder.Operation;
import dev.larder.SlowOperation;
import dev.larder.WorkQueue;
import dev.larder.codec.Codec;
import dev.larder.storage.Setting;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What holds in every database: collections and the application's own rows share a transaction. */
abstract class JoinedTransactions {

    private static final Table<?> ORDERS = DSL.table(DSL.name("orders"));
    private static final Field<Integer> NUMBER = DSL.field(DSL.name("number"), SQLDataType.INTEGER);

    private final RuntimeException rollback = new RuntimeException("roll back");
    private DataSource dataSource;
    private DSLContext dsl;
    private JooqLarder shared;

    /** An empty database. */
    abstract DataSource newDatabase() throws Exception;

    abstract SQLDialect dialect();

    @BeforeEach
    void makeTables() throws Exception {
        dataSource = newDatabase();
        dsl = DSL.using(dataSource, dialect());
        shared = JooqLarder.using(dsl).migrate(dataSource);
        dsl.dropTableIfExists(ORDERS).execute();
        dsl.createTable(ORDERS).column(NUMBER).execute();
    }

    private static void order(Configuration transaction, int number) {
        transaction.dsl().insertInto(ORDERS, NUMBER).values(number).execute();
    }

    private List<Integer> orders() {
        return dsl.select(NUMBER).from(ORDERS).orderBy(NUMBER).fetch(NUMBER);
    }

    private <T> T read(Function<Larder, T> reading) {
        return dsl.transactionResult(transaction -> reading.apply(shared.in(transaction)));
    }

    private static void useAll(Larder larder, long number) {
        larder.cache("hits").set("key", number);
        larder.deque("outbox", Codec.int64()).addLast(number);
        larder.index("docs", Codec.int64(), Codec.string()).put(number, "document");
        larder.queue("jobs", Codec.int64()).put(number);
    }

    @Test
    void in_committedTransaction_keepsAllOfIt() {
        dsl.transaction(transaction -> {
            order(transaction, 1);
            useAll(shared.in(transaction), 1);
        });

        assertThat(orders()).containsExactly(1);
        assertThatObject(read(larder -> larder.cache("hits").get("key"))).isEqualTo(1L);
        assertThatObject(read(larder -> List.copyOf(larder.deque("outbox", Codec.int64()))))
                .isEqualTo(List.of(1L));
        assertThatObject(read(larder ->
                        larder.index("docs", Codec.int64(), Codec.string()).get(1L)))
                .isEqualTo("document");
        assertThatObject(read(
                        larder -> larder.queue("jobs", Codec.int64()).metrics().ready()))
                .isEqualTo(1L);
    }

    @Test
    void slowOperations_inATransactionAndOutside_areReportedAtOnce() {
        List<SlowOperation> told = new ArrayList<>();
        JooqLarder reporting = shared.slowOperations(Duration.ZERO, told::add);
        dsl.transaction(transaction -> {
            reporting.in(transaction).cache("hits").set("key", 1L);
            assertThat(told).anySatisfy(slow -> {
                assertThat(slow.operation()).isEqualTo(Operation.SET);
                assertThat(slow.collection()).isEqualTo("cache/hits");
            });
        });
        told.clear();
        try (Larder larder = reporting.larder()) {
            larder.cache("hits").get("key");
        }

        assertThat(told).extracting(SlowOperation::operation).contains(Operation.GET);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shared.slowOperations(Duration.ofNanos(-1), told::add))
                .withMessageContaining("PT-0.000000001S");
    }

    @Test
    void in_rolledBackTransaction_leavesNothingOfIt() {
        dsl.transaction(transaction -> useAll(shared.in(transaction), 1));
        assertThatThrownBy(() -> dsl.transaction(transaction -> {
                    order(transaction, 2);
                    Larder larder = shared.in(transaction);
                    useAll(larder, 2);
                    assertThat(larder.cache("hits").get("key"))
                            .as("its own write")
                            .isEqualTo(2L);
                    larder.cache("made").set("in vain", 1L);
                    larder.deque("outbox", Codec.int64()).pollFirst();
                    throw rollback;
                }))
                .isSameAs(rollback);

        assertThat(orders()).isEmpty();
        assertThatObject(read(larder -> larder.cache("hits").get("key"))).isEqualTo(1L);
        assertThatObject(read(larder -> List.copyOf(larder.deque("outbox", Codec.int64()))))
                .isEqualTo(List.of(1L));
        assertThatObject(read(larder ->
                        larder.index("docs", Codec.int64(), Codec.string()).size()))
                .isEqualTo(1);
        assertThatObject(read(
                        larder -> larder.queue("jobs", Codec.int64()).metrics().ready()))
                .isEqualTo(1L);
        assertThatObject(read(larder ->
                        larder.collections().stream().map(each -> each.name()).toList()))
                .isEqualTo(List.of("hits", "outbox", "docs", "jobs"));
    }

    @Test
    void in_largeValue_isAPartOfTheTransactionToo() {
        byte[] large = new byte[600_000];
        new Random(1).nextBytes(large);
        dsl.transaction(transaction -> shared.in(transaction).cache("blobs").set("kept", large));
        assertThatThrownBy(() -> dsl.transaction(transaction -> {
                    shared.in(transaction).cache("blobs").set("kept", new byte[500_000]);
                    throw rollback;
                }))
                .isSameAs(rollback);

        assertThatObject(read(larder -> larder.cache("blobs").get("kept"))).isEqualTo(large);
        assertThatObject(read(larder -> larder.cache("blobs").check())).isEqualTo(List.of());
    }

    @Test
    void larder_outsideOfTransactions_commitsByItself() {
        try (Larder larder = shared.larder()) {
            useAll(larder, 1);
            larder.cache("hits").transact(cache -> cache.increment("key", 4));
        }

        assertThatObject(read(larder -> larder.cache("hits").get("key"))).isEqualTo(5L);
    }

    @Test
    void afterCommit_committedTransaction_isDoneThen() {
        DSLContext listening = DSL.using(dsl.configuration().derive(JooqLarder.listener()));
        listening.transaction(transaction -> {
            order(transaction, 1);
            shared.afterCommit(transaction, larder -> larder.cache("hits").increment("commits"));
            transaction
                    .dsl()
                    .transaction(nested -> shared.afterCommit(
                            nested, larder -> larder.cache("hits").increment("commits")));
            assertThatThrownBy(() -> transaction.dsl().transaction(nested -> {
                        shared.afterCommit(
                                nested, larder -> larder.cache("hits").increment("commits", 100));
                        throw rollback;
                    }))
                    .isSameAs(rollback);
            assertThatObject(shared.in(transaction).cache("hits").get("commits"))
                    .as("before the commit")
                    .isNull();
        });

        assertThatObject(read(larder -> larder.cache("hits").get("commits"))).isEqualTo(2L);
    }

    @Test
    void afterCommit_rolledBackTransaction_isNotDone() {
        DSLContext listening = DSL.using(dsl.configuration().derive(JooqLarder.listener()));
        assertThatThrownBy(() -> listening.transaction(transaction -> {
                    shared.afterCommit(
                            transaction, larder -> larder.cache("hits").increment("commits"));
                    throw rollback;
                }))
                .isSameAs(rollback);

        assertThatObject(read(larder -> larder.cache("hits").get("commits"))).isNull();
    }

    @Test
    void afterCommit_workFails_leavesTheTransactionCommitted() {
        DSLContext listening = DSL.using(dsl.configuration().derive(JooqLarder.listener()));
        listening.transaction(transaction -> {
            order(transaction, 1);
            shared.afterCommit(transaction, larder -> {
                throw new IllegalStateException("too late");
            });
        });

        assertThat(orders()).containsExactly(1);
    }

    @Test
    void afterCommit_nobodyListens_isRefused() {
        dsl.transaction(transaction -> assertThatThrownBy(() -> shared.afterCommit(transaction, larder -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("listener()"));
    }

    @Test
    void in_connection_takesPartAndIsGivenBackAsItWas() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            int isolation = connection.getTransactionIsolation();
            Larder larder = shared.in(connection);
            larder.cache("hits").set("key", 1L);
            larder.cache("hits").transact(cache -> cache.increment("key", 4));
            assertThat(larder.cache("hits").get("key")).isEqualTo(5L);

            assertThat(connection.isClosed()).isFalse();
            assertThat(connection.getAutoCommit()).isFalse();
            assertThat(connection.getTransactionIsolation()).isEqualTo(isolation);
            connection.rollback();
            assertThat(shared.in(connection).cache("hits").get("key")).isNull();
            connection.rollback();
        }
    }

    @Test
    void transact_failsWithinTheTransaction_isUndoneAlone() {
        dsl.transaction(transaction -> {
            order(transaction, 1);
            Cache<Object, Object> cache = shared.in(transaction).cache("hits");
            cache.set("key", 1L);
            assertThatThrownBy(() -> cache.transact(inner -> {
                        inner.set("key", 2L);
                        throw rollback;
                    }))
                    .isSameAs(rollback);
            assertThatObject(cache.get("key")).isEqualTo(1L);
        });

        assertThat(orders()).containsExactly(1);
        assertThatObject(read(larder -> larder.cache("hits").get("key"))).isEqualTo(1L);
    }

    @Test
    void configure_withinTheTransaction_isInForceAtOnce() {
        dsl.transaction(transaction -> {
            Cache<Object, Object> cache = shared.in(transaction).cache("hits");
            cache.configure(Setting.SIZE_LIMIT, 123_456L);

            assertThat(cache.settings().get(Setting.SIZE_LIMIT)).isEqualTo(123_456L);
        });
    }

    @Test
    void in_cacheWithRemovalListener_isRefused() {
        dsl.transaction(transaction -> {
            Larder larder = shared.in(transaction);

            assertThatThrownBy(() -> larder.cache("hits", options -> options.removalListener(removal -> {})))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("without one");
        });
    }

    @Test
    void in_connectionWithAutoCommit_isRefused() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            assertThatThrownBy(() -> shared.in(connection).cache("hits").set("key", 1L))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("auto-commit");
        }
    }

    @Test
    void using_dialectWithoutTables_isRefused() {
        assertThatThrownBy(() -> JooqLarder.using(DSL.using(SQLDialect.MYSQL)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PostgreSQL");
    }

    @Test
    void ddl_ofTheDialect_namesTheTables() {
        assertThat(JooqLarder.ddl(dialect())).contains("CREATE TABLE larder_entry", "CREATE TABLE larder_work");
        assertThat(JooqLarder.migrations(dialect())).startsWith("classpath:META-INF/larder/");
    }

    @Test
    void transactions_atRandom_neverDisagree() {
        runAtRandom(120);
    }

    @Test
    @Tag("soak")
    void transactions_atRandomManyTimes_neverDisagree() {
        runAtRandom(2_000);
    }

    private void runAtRandom(int transactions) {
        Random random = new Random(20_261_126);
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < transactions; i++) {
            int number = i;
            boolean commits = random.nextInt(3) > 0;
            try {
                dsl.transaction(transaction -> {
                    order(transaction, number);
                    Larder larder = shared.in(transaction);
                    Cache<Object, Object> cache = larder.cache("orders");
                    cache.set((long) number, "order");
                    cache.increment("count");
                    larder.index("by number", Codec.int64(), Codec.int64()).put((long) number, (long) number);
                    larder.deque("outbox", Codec.int64()).addLast((long) number);
                    larder.queue("jobs", Codec.int64()).put((long) number);
                    if (random.nextInt(4) == 0) {
                        cache.delete((long) random.nextInt(transactions));
                        cache.set((long) number, "order");
                    }
                    if (!commits) {
                        throw rollback;
                    }
                });
                kept.add(number);
            } catch (RuntimeException e) {
                assertThat(e).isSameAs(rollback);
            }
        }

        List<Long> numbers = kept.stream().map(Integer::longValue).toList();
        assertThat(orders()).isEqualTo(kept);
        assertThatObject(read(larder -> larder.cache("orders").get("count"))).isEqualTo((long) kept.size());
        assertThatObject(read(larder -> List.copyOf(larder.deque("outbox", Codec.int64()))))
                .isEqualTo(numbers);
        assertThatObject(read(larder -> {
                    Index<Long, Long> index = larder.index("by number", Codec.int64(), Codec.int64());
                    return List.copyOf(index.keySet());
                }))
                .isEqualTo(numbers);
        assertThatObject(read(larder -> {
                    WorkQueue<Long> jobs = larder.queue("jobs", Codec.int64());
                    Deque<Long> outbox = larder.deque("outbox", Codec.int64());
                    return List.of(jobs.metrics().ready(), (long) outbox.size());
                }))
                .isEqualTo(List.of((long) kept.size(), (long) kept.size()));
    }
}
