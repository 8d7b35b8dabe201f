package dev.larder.it.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import dev.larder.Delivery;
import dev.larder.Larder;
import dev.larder.QueueMetrics;
import dev.larder.WorkQueue;
import dev.larder.jooq.JooqLarder;
import dev.larder.storage.contract.Threads;
import dev.larder.storage.postgresql.PostgresServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jooq.CloseableDSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/**
 * Kills applications in the middle of transactions in which they write their own rows and collections, and looks
 * whether both tell the same.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class JoinedTransactionsKillTest {

    /** More orders than one child takes. */
    private static final long NUMBERS_OF_A_CHILD = 1_000_000;

    /** The longest time between a line of a child and its end. */
    private static final long MOST_NANOS_TO_LIVE = 10_000_000;

    /** Databases that applications have. */
    enum Database {
        POSTGRESQL {
            @Override
            String url(Path directory) {
                return PostgresServer.url() + "&ApplicationName=" + APPLICATION + "&currentSchema=" + APPLICATION;
            }

            @Override
            DataSource dataSource(String url) {
                PGSimpleDataSource dataSource = new PGSimpleDataSource();
                dataSource.setUrl(url);
                return dataSource;
            }
        },
        H2 {
            @Override
            String url(Path directory) {
                // otherwise H2 loses the last half second of a process that is killed, and not only some commits
                return "jdbc:h2:file:" + directory.resolve("orders") + ";WRITE_DELAY=0";
            }

            @Override
            DataSource dataSource(String url) {
                JdbcDataSource dataSource = new JdbcDataSource();
                dataSource.setURL(url);
                return dataSource;
            }
        },
        SQLITE {
            @Override
            String url(Path directory) {
                return "jdbc:sqlite:" + directory.resolve("orders.db")
                        + "?transaction_mode=IMMEDIATE&busy_timeout=30000";
            }

            @Override
            DataSource dataSource(String url) {
                SQLiteDataSource dataSource = new SQLiteDataSource();
                dataSource.setUrl(url);
                return dataSource;
            }
        };

        private static final String APPLICATION = "killed_orders";

        abstract String url(Path directory);

        abstract DataSource dataSource(String url);

        /** Whether what was committed is there after a kill; H2 may go back a little, with all that it holds. */
        boolean keepsAllCommits() {
            return this != H2;
        }

        /** Makes what children find, and forgets what an earlier test has left. */
        void make(String url) {
            try (CloseableDSLContext dsl = DSL.using(url)) {
                if (this == POSTGRESQL) {
                    dsl.dropSchemaIfExists(APPLICATION).cascade().execute();
                    dsl.createSchema(APPLICATION).execute();
                }
                dsl.createTable(OrderPrograms.ORDERS)
                        .columns(OrderPrograms.NUMBER, OrderPrograms.STATE)
                        .primaryKey(OrderPrograms.NUMBER)
                        .execute();
                JooqLarder.using(dsl).migrate(dataSource(url));
            }
        }

        /** A server may be at work for a killed process a little longer. */
        void awaitEndOfSessions() {
            if (this == POSTGRESQL) {
                try (CloseableDSLContext dsl = DSL.using(PostgresServer.url())) {
                    Threads.await(() -> !dsl.fetchExists(
                            DSL.table("pg_stat_activity"),
                            DSL.field("application_name", String.class).eq(APPLICATION)));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void kill_withinJoinedTransactions_leavesRowsAndCollectionsThatAgree(
            Database database, @TempDir Path directory, TestReporter reporter) throws Exception {
        takeOrders(database, directory, 70, 1, reporter);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("soak")
    void kill_withinThousandsOfJoinedTransactions_leavesRowsAndCollectionsThatAgree(
            Database database, @TempDir Path directory, TestReporter reporter) throws Exception {
        takeOrders(database, directory, 2_000, 40, reporter);
    }

    /** So many children after each other take orders, and are killed, until there were so many transactions. */
    private static void takeOrders(
            Database database, Path directory, int transactions, int children, TestReporter reporter) throws Exception {
        Random random = new Random();
        String url = database.url(directory);
        database.make(url);
        Map<Long, String> outcomes = new HashMap<>();
        Map<String, Integer> told = new HashMap<>();
        int inDoubt = 0;
        for (int i = 0; i < children; i++) {
            int before = outcomes.size();
            try (ChildJvm child = ChildJvm.start(OrderPrograms.TakeOrders.class, url, NUMBERS_OF_A_CHILD * i)) {
                while (outcomes.size() - before < transactions / children) {
                    note(child.readLine(), outcomes, told);
                }
                LockSupport.parkNanos(random.nextLong(MOST_NANOS_TO_LIVE));
                child.kill();
                for (String line = child.readLine(); line != null; line = child.readLine()) {
                    note(line, outcomes, told); // said before it died
                }
            }
            database.awaitEndOfSessions();
            inDoubt = look(database, url, outcomes, OrderPrograms.THREADS * (i + 1));
        }
        requireEachOpenOrderOnce(url);
        reporter.publishEntry(database + ", " + children + " kills", told + ", committed in doubt " + inDoubt);
    }

    private static void note(String line, Map<Long, String> outcomes, Map<String, Integer> told) {
        assertThat(line).as("the child ended by itself").isNotNull();
        String[] words = line.split(" ", -1);
        told.merge(words[0], 1, Integer::sum);
        if (!words[0].equals("again")) {
            outcomes.put(Long.valueOf(words[1]), words[0]);
        }
    }

    /** Returns how many orders are there that nobody has told of. */
    private static int look(Database database, String url, Map<Long, String> outcomes, int mostInDoubt) {
        try (CloseableDSLContext dsl = DSL.using(url)) {
            Map<Long, String> orders =
                    dsl.selectFrom(OrderPrograms.ORDERS).fetchMap(OrderPrograms.NUMBER, OrderPrograms.STATE);
            if (database.keepsAllCommits()) {
                assertThat(orders.keySet()).containsAll(numbers(outcomes, "committed"::equals));
            }
            assertThat(orders.keySet()).doesNotContainAnyElementsOf(numbers(outcomes, "rolled-back"::equals));
            List<Long> inDoubt = orders.keySet().stream()
                    .filter(number -> !outcomes.containsKey(number))
                    .toList();
            assertThat(inDoubt).hasSizeLessThanOrEqualTo(mostInDoubt);
            dsl.transaction(
                    transaction -> requireTheSame(orders, JooqLarder.using(dsl).in(transaction)));
            return inDoubt.size();
        }
    }

    private static void requireTheSame(Map<Long, String> orders, Larder larder) {
        Cache<Object, Object> states = OrderPrograms.states(larder);
        assertThat(states.get(OrderPrograms.COUNT)).isEqualTo((long) orders.size());
        assertThat(states.asMap().entrySet().stream()
                        .filter(entry -> !entry.getKey().equals(OrderPrograms.COUNT))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                .isEqualTo(orders);
        assertThat(OrderPrograms.journal(larder)).containsExactlyInAnyOrderElementsOf(orders.keySet());
        assertThat(OrderPrograms.valid(larder).keySet())
                .containsExactlyInAnyOrderElementsOf(numbers(orders, state -> !state.equals(OrderPrograms.CANCELLED)));

        WorkQueue<Long> open = OrderPrograms.open(larder);
        int expected = numbers(orders, OrderPrograms.OPEN::equals).size();
        assertThat(open.metrics())
                .extracting(QueueMetrics::ready, QueueMetrics::inFlight, QueueMetrics::dead)
                .containsExactly((long) expected, 0L, 0L);
        assertThat(Stream.of(states.check(), OrderPrograms.journal(larder).check(), open.check())
                        .flatMap(List::stream))
                .isEmpty();
    }

    /** That all items of the queue are orders which are open, and the other way round; takes all of them. */
    private static void requireEachOpenOrderOnce(String url) {
        try (CloseableDSLContext dsl = DSL.using(url)) {
            List<Long> open = dsl.select(OrderPrograms.NUMBER)
                    .from(OrderPrograms.ORDERS)
                    .where(OrderPrograms.STATE.eq(OrderPrograms.OPEN))
                    .fetch(OrderPrograms.NUMBER);
            dsl.transaction(transaction -> {
                WorkQueue<Long> queue = OrderPrograms.open(JooqLarder.using(dsl).in(transaction));
                assertThat(Stream.iterate(queue.poll(), Objects::nonNull, before -> queue.poll())
                                .map(Delivery::value))
                        .containsExactlyInAnyOrderElementsOf(open);
            });
        }
    }

    private static Set<Long> numbers(Map<Long, String> byNumber, Predicate<String> condition) {
        return byNumber.entrySet().stream()
                .filter(entry -> condition.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
