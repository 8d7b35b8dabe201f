package dev.larder.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.larder.Counter;
import dev.larder.DataSize;
import dev.larder.Deque;
import dev.larder.FanoutCache;
import dev.larder.Index;
import dev.larder.Larder;
import dev.larder.ReentrantCacheLock;
import dev.larder.WorkQueue;
import dev.larder.codec.Codec;
import dev.larder.jooq.JooqLarder;
import dev.larder.spring.LarderCache;
import dev.larder.spring.LarderCacheManager;
import dev.larder.spring.LarderCacheOptions;
import dev.larder.spring.LarderCaching;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Setting;
import dev.larder.storage.StoreClosedException;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.MetricsAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.cache.CacheMetricsAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.cache.CacheAutoConfiguration;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.support.TransactionTemplate;

final class LarderAutoConfigurationTest {

    @TempDir
    private Path directory;

    private ApplicationContextRunner application;

    @BeforeEach
    void configure() {
        application = new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(LarderAutoConfiguration.class, LarderEndpointAutoConfiguration.class))
                .withPropertyValues("larder.directory=" + directory.resolve("larder"));
    }

    record Book(String title, LocalDate printed) {}

    private static LarderCache cache(CacheManager manager, String name) {
        return (LarderCache) manager.getCache(name);
    }

    // ---- caches

    @Test
    void caches_ofProperties_haveTheirOwnOptionsAndThoseOfTheDefault() {
        application
                .withPropertyValues(
                        "larder.default-cache.time-to-live=10m",
                        "larder.caches.books.type=" + Book.class.getName(),
                        "larder.caches.books.size-limit=16MB",
                        "larder.caches.books.eviction-policy=least-recently-used",
                        "larder.caches.books.tag-index=true",
                        "larder.caches.books.null-values=false",
                        "larder.caches.wide.shards=2",
                        "larder.caches.wide.statistics=false",
                        "larder.caches.mine.key-prefix=mine:",
                        "larder.caches.mine.versioned=true")
                .run(context -> {
                    CacheManager manager = context.getBean(CacheManager.class);
                    assertThat(manager.getCacheNames()).containsExactlyInAnyOrder("books", "wide", "mine");

                    LarderCache books = cache(manager, "books");
                    assertThat(books.isAllowNullValues()).isFalse();
                    assertThat(books.getNativeCache().settings().get(Setting.SIZE_LIMIT))
                            .isEqualTo(DataSize.mebibytes(16));
                    assertThat(books.getNativeCache().settings().get(Setting.EVICTION_POLICY))
                            .isEqualTo(EvictionPolicy.LEAST_RECENTLY_USED);
                    assertThat(books.getNativeCache().settings().get(Setting.TAG_INDEX))
                            .isTrue();
                    assertThat(books.getNativeCache().settings().get(Setting.STATISTICS))
                            .isTrue();
                    Book book = new Book("Emma", LocalDate.of(1815, 12, 23));
                    books.put("emma", book);
                    assertThat(books.get("emma", Book.class)).isEqualTo(book);
                    assertThat(books.getNativeCache()
                                    .entry("emma")
                                    .orElseThrow()
                                    .expiry())
                            .isBetween(Instant.now(), Instant.now().plus(Duration.ofMinutes(10)));

                    LarderCache wide = cache(manager, "wide");
                    assertThat(wide.getNativeCache()).isInstanceOf(FanoutCache.class);
                    assertThat(wide.getNativeCache().settings().get(Setting.STATISTICS))
                            .isFalse();

                    LarderCache mine = cache(manager, "mine");
                    mine.put("key", 1);
                    assertThat(mine.incrementVersion()).isEqualTo(1);
                    assertThat(mine.getNativeCache()).containsExactly("mine:0:key");
                });
    }

    @Test
    void caches_ofGenericTypes_giveThemBack() {
        application
                .withPropertyValues("larder.caches.lists.type=java.util.List<" + Book.class.getName() + ">")
                .run(context -> {
                    LarderCache lists = cache(context.getBean(CacheManager.class), "lists");
                    List<Book> books = List.of(new Book("Emma", LocalDate.of(1815, 12, 23)));

                    lists.put("all", books);

                    assertThat(lists.get("all").get()).isEqualTo(books);
                });
    }

    @Test
    void caches_thatAreNotNamed_areThereUnlessOnlyNamedOnesAre() {
        application.run(context ->
                assertThat(context.getBean(CacheManager.class).getCache("any")).isNotNull());
        application
                .withPropertyValues("larder.only-named-caches=true")
                .run(context -> assertThat(context.getBean(CacheManager.class).getCache("any"))
                        .isNull());
    }

    @Test
    void caches_afterTheApplicationHasEnded_areThereAgain() {
        application.run(
                context -> cache(context.getBean(CacheManager.class), "any").put("key", 1));
        application.run(context -> assertThat(
                        cache(context.getBean(CacheManager.class), "any").get("key", Integer.class))
                .isEqualTo(1));
    }

    @Test
    void caches_ofTwoApplicationsInThisJvmAtATime_areTheSame() {
        application.run(one -> application.run(other -> {
            cache(one.getBean(CacheManager.class), "any").put("key", 1);
            assertThat(cache(other.getBean(CacheManager.class), "any").get("key", Integer.class))
                    .isEqualTo(1);
        }));
    }

    // ---- backing off

    @Test
    void larder_ofTheApplicationsOwn_isUsed() {
        try (Larder own = Larder.open(directory.resolve("own"))) {
            application
                    .withBean(Larder.class, () -> own)
                    .run(context -> assertThat(
                                    context.getBean(LarderCacheManager.class).larder())
                            .isSameAs(own));
        }
    }

    @Test
    void cacheManager_chosenByItsType_isMade() {
        application
                .withConfiguration(AutoConfigurations.of(CacheAutoConfiguration.class))
                .withUserConfiguration(Annotated.class)
                .withPropertyValues("spring.cache.type=larder")
                .run(context -> assertThat(context).hasSingleBean(LarderCacheManager.class));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    static class Annotated {}

    static class Shop {

        @Cacheable("own")
        @LarderCaching(tag = "#key")
        public String find(String key) {
            return key;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    static class Caching {

        @Bean
        LarderCacheManager own(Larder larder) {
            return LarderCacheManager.of(larder).build();
        }
    }

    @Test
    void larderCaching_withACacheManagerOfTheApplicationsOwn_counts() {
        application.withUserConfiguration(Caching.class).withBean(Shop.class).run(context -> {
            context.getBean(Shop.class).find("a");

            assertThat(cache(context.getBean(CacheManager.class), "own")
                            .getNativeCache()
                            .entry("a")
                            .orElseThrow()
                            .tag())
                    .isEqualTo("a");
        });
    }

    @Test
    void larderCaching_whereBeansAreMadeWhenTheyAreNeeded_counts() {
        application
                .withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .withUserConfiguration(Annotated.class)
                .withBean(Shop.class)
                .run(context -> {
                    context.getBean(Shop.class).find("a");

                    assertThat(cache(context.getBean(CacheManager.class), "own")
                                    .getNativeCache()
                                    .entry("a")
                                    .orElseThrow()
                                    .tag())
                            .isEqualTo("a");
                });
    }

    @Test
    void cacheManager_ofTheApplicationsOwn_isLeftAlone() {
        application
                .withBean(CacheManager.class, ConcurrentMapCacheManager::new)
                .run(context -> assertThat(context)
                        .hasSingleBean(Larder.class)
                        .hasSingleBean(CacheManager.class)
                        .doesNotHaveBean(LarderCacheManager.class));
    }

    @Test
    void caches_withACacheManagerOfTheApplicationsOwn_areSaidToHaveNoEffect() {
        ApplicationContextRunner own = application.withBean("mine", CacheManager.class, ConcurrentMapCacheManager::new);
        String[] caches = {"larder.caches.pages.time-to-live=1m"};

        assertThat(warnings(own.withPropertyValues(caches)))
                .singleElement()
                .asString()
                .contains("larder.caches of [pages]", "[mine]", "LarderCacheManagerCustomizer");
        assertThat(warnings(own)).isEmpty();
        assertThat(warnings(application.withPropertyValues(caches))).isEmpty();
        assertThat(warnings(own.withPropertyValues(caches).withPropertyValues("spring.cache.type=simple")))
                .isEmpty();
    }

    private static List<String> warnings(ApplicationContextRunner application) {
        return Logged.during(
                        () -> application.run(context -> assertThat(context).hasNotFailed()))
                .stream()
                .filter(entry -> entry.getLevel().equals(Level.WARNING)
                        && entry.getLoggerName().equals(UnusedCacheProperties.class.getName()))
                .map(entry -> MessageFormat.format(entry.getMessage(), entry.getParameters()))
                .toList();
    }

    @Test
    void cacheManager_whereAnotherTypeIsChosen_isNotMade() {
        application
                .withPropertyValues("spring.cache.type=simple")
                .run(context -> assertThat(context).doesNotHaveBean(CacheManager.class));
    }

    @Test
    void customizers_ofLarderAndManager_areAskedAfterTheProperties() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        application
                .withBean(LarderCustomizer.class, () -> builder -> builder.clock(() -> now))
                .withBean(
                        LarderCacheManagerCustomizer.class,
                        () -> builder -> builder.cache(
                                "texts", LarderCacheOptions.defaults().values(Codec.string())))
                .run(context -> {
                    LarderCache texts = cache(context.getBean(CacheManager.class), "texts");
                    texts.put("key", "value");
                    assertThat(texts.getNativeCache().entry("key").orElseThrow().storeTime())
                            .isEqualTo(now);
                });
    }

    // ---- collections

    static final class Collected {

        Collected(
                @Qualifier("done") Deque<String> done,
                @Qualifier("books") Index<String, Book> books,
                @Qualifier("jobs") WorkQueue<Book> jobs,
                @Qualifier("ledger") ReentrantCacheLock ledger,
                @Qualifier("visits") Counter visits) {
            done.addLast("a");
            books.put("emma", new Book("Emma", LocalDate.EPOCH));
            jobs.put(new Book("Emma", LocalDate.EPOCH));
            ledger.lock();
            ledger.unlock();
            visits.incrementAndGet();
        }
    }

    @Test
    void collections_ofProperties_areBeansWithTheirNamesAsQualifiers() {
        application
                .withPropertyValues(
                        "larder.deques.done.codec=string",
                        "larder.deques.done.maximum-length=1",
                        "larder.deques.other.capacity=2",
                        "larder.indexes.books.type=" + Book.class.getName(),
                        "larder.queues.jobs.type=" + Book.class.getName(),
                        "larder.queues.jobs.lease=1m",
                        "larder.locks=ledger,spare",
                        "larder.counters=visits")
                .withBean(Collected.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    Larder larder = context.getBean(Larder.class);
                    assertThat(larder.collections()).hasSize(7);
                    assertThat(larder.counter("visits").get()).isEqualTo(1);
                });
    }

    @Test
    void collection_ofWhoseNameTheApplicationHasABean_isNotMade() {
        application
                .withPropertyValues("larder.deques.done.codec=string")
                .withBean("larder.deque.done", String.class, () -> "my own")
                .run(context -> assertThat(context).doesNotHaveBean(Deque.class));
    }

    static final class Last implements DisposableBean {

        private final Larder larder;

        Last(Larder larder) {
            this.larder = larder;
        }

        @Override
        public void destroy() {
            larder.deque("done", Codec.string()).addLast("last");
        }
    }

    @Test
    void collections_whileTheApplicationEnds_areOfUseUntilTheLarderIsClosedForGood() {
        AtomicReference<Larder> ended = new AtomicReference<>();
        application
                .withPropertyValues("larder.deques.done.codec=string")
                .withBean(Last.class)
                .run(context -> ended.set(context.getBean(Larder.class)));
        assertThatExceptionOfType(StoreClosedException.class)
                .isThrownBy(() -> ended.get().deque("done", Codec.string()).size());
        try (Larder again = Larder.open(directory.resolve("larder"))) {
            assertThat(again.deque("done", Codec.string())).containsExactly("last");
        }
    }

    // ---- the application's database

    @Test
    void larder_inTheApplicationsDataSource_keepsItsCachesThereAndWaitsForTransactions() {
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl("jdbc:h2:mem:larder;DB_CLOSE_DELAY=-1");
        TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        application
                .withBean(DataSource.class, () -> database)
                .withPropertyValues("larder.storage=DataSource", "larder.caches.now.after-commit=false")
                .run(context -> {
                    CacheManager manager = context.getBean(CacheManager.class);
                    transaction.executeWithoutResult(status -> {
                        cache(manager, "any").put("key", 1);
                        cache(manager, "now").put("key", 1);
                        assertThat(cache(manager, "any").get("key")).isNull();
                        assertThat(cache(manager, "now").get("key")).isNotNull();
                    });
                    transaction.executeWithoutResult(status -> {
                        cache(manager, "any").put("key", 2);
                        status.setRollbackOnly();
                    });
                    assertThat(cache(manager, "any").get("key", Integer.class)).isEqualTo(1);
                    assertThat(context.getBean(Larder.class).directory()).isEmpty();
                });
        assertThat(directory.resolve("larder")).doesNotExist();
    }

    @Test
    void larder_inADataSourceWithoutItsModule_saysWhatToAdd() {
        application
                .withClassLoader(new FilteredClassLoader(JooqLarder.class))
                .withPropertyValues("larder.storage=data-source")
                .run(context -> assertThat(analysis(context).getAction()).contains("larder-jooq"));
    }

    @Test
    void larder_inADataSourceWithACustomizer_saysThatItHasNoEffect() {
        application
                .withBean(DataSource.class, JdbcDataSource::new)
                .withBean(LarderCustomizer.class, () -> builder -> builder)
                .withPropertyValues("larder.storage=data-source")
                .run(context -> assertThat(analysis(context).getDescription()).contains("LarderCustomizer"));
    }

    private static FailureAnalysis analysis(AssertableApplicationContext context) {
        return new BadLarderPropertyFailureAnalyzer().analyze(context.getStartupFailure());
    }

    // ---- bad properties

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "larder.storage=data-source | larder.storage | there is none",
                "larder.caches.x.type=com.example.None | larder.caches.x.type | com.example.None",
                "larder.caches.x.codec=json | larder.caches.x.codec | what its values are",
                "larder.caches.x.time-to-live=0s | larder.caches.x.time-to-live | positive",
                "larder.caches.x.shards=0 | larder.caches.x.shards | one shard or more",
                "larder.caches.x.size-limit=-1B | larder.caches.x.size-limit | 0 bytes or more",
                "larder.listener.stop-timeout=-1s | larder.listener.stop-timeout | nobody can wait",
                "larder.caches.larder.statistics=true | larder.caches | larder's own",
                "larder.default-cache.timeout=-1s | larder.default-cache.timeout | -1",
                "larder.deques.x.type=No | larder.deques.x.type | no type 'No'",
                "larder.deques.x.capacity=0 | larder.deques.x | cannot be opened",
                "larder.indexes.x.keys=json | larder.indexes.x.keys | cannot be json",
                "larder.queues.x.max-attempts=0 | larder.queues.x | cannot be opened",
                "larder.locks=a//b | larder.locks | between its slashes"
            })
    void start_withABadProperty_failsWithAnAnalysisThatNamesIt(String setting, String property, String problem) {
        application.withPropertyValues(setting).run(context -> {
            assertThat(context).hasFailed();
            FailureAnalysis analysis = new BadLarderPropertyFailureAnalyzer().analyze(context.getStartupFailure());
            assertThat(analysis).isNotNull();
            assertThat(analysis.getDescription())
                    .startsWith("Larder cannot be configured: " + property + ": ")
                    .contains(problem);
            assertThat(analysis.getAction()).isNotBlank();
        });
    }

    @Test
    void start_withoutADirectory_saysThatOneIsNeeded() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(LarderAutoConfiguration.class))
                .run(context -> assertThat(new BadLarderPropertyFailureAnalyzer().analyze(context.getStartupFailure()))
                        .satisfies(analysis -> {
                            assertThat(analysis.getDescription()).contains("larder.directory: it is not set");
                            assertThat(analysis.getAction()).contains("Set larder.directory to a directory");
                        }));
    }

    @Test
    void start_withADirectoryThatIsAFile_saysSo() throws IOException {
        Files.createFile(directory.resolve("larder"));
        application.run(context -> {
            assertThat(analysis(context).getDescription())
                    .contains("larder.directory: '" + directory.resolve("larder") + "' cannot be a directory");
            assertThat(analysis(context).getAction()).contains("on a local disk");
        });
    }

    @Test
    void start_withAPropertyThatIsNone_fails() {
        application
                .withPropertyValues("larder.cahces.books.shards=2")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .isInstanceOf(UnboundConfigurationPropertiesException.class)
                        .hasMessageContaining("cahces"));
    }

    @Test
    void start_withCachesOfAnotherCodec_saysSo() {
        application
                .withPropertyValues("larder.caches.books.codec=string")
                .run(context -> assertThat(context).hasNotFailed());
        application
                .withPropertyValues("larder.caches.books.codec=int64")
                .run(context -> assertThat(analysis(context).getAction()).contains(directory.toString()));
    }

    @Test
    void metadata_ofTheProperties_isThereForEditors() throws Exception {
        Path metadata = Path.of(LarderProperties.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve("META-INF/spring-configuration-metadata.json");

        assertThat(Files.readString(metadata))
                .contains(
                        "\"name\": \"larder.directory\"",
                        "\"name\": \"larder.default-cache.time-to-live\"",
                        "\"name\": \"larder.slow-operation-threshold\"",
                        "java.time.Duration",
                        "org.springframework.util.unit.DataSize",
                        "Directory in which the collections live");
    }

    // ---- the endpoint

    @Test
    void endpoint_ofOpenCachesAndQueues_tellsWhatThereIs() {
        AtomicReference<LarderEndpoint.Report> report = new AtomicReference<>();
        application.withPropertyValues("larder.queues.jobs.codec=string").run(context -> {
            cache(context.getBean(CacheManager.class), "any").put("key", 1);
            cache(context.getBean(CacheManager.class), "any").get("key");
            LarderEndpoint endpoint = new LarderEndpoint(
                    context.getBean(Larder.class),
                    context.getBean(LarderCacheManager.class),
                    Map.of("jobs", context.getBean(WorkQueue.class)));
            report.set(endpoint.report());
            assertThat(endpoint.cache("absent")).isNull();
            assertThat(context.getBean(CacheManager.class).getCacheNames()).doesNotContain("absent");
        });
        assertThat(report.get().caches().get("any").entries()).isEqualTo(1);
        assertThat(report.get().caches().get("any").hits()).isEqualTo(1);
        assertThat(report.get().queues().get("jobs").ready()).isZero();
        assertThat(report.get().collections()).anyMatch(name -> name.contains("any"));
    }

    @Test
    void endpoint_withoutACacheManagerOrWithSeveral_tellsTheRest() {
        ApplicationContextRunner exposed = application
                .withConfiguration(AutoConfigurations.of(EndpointAutoConfiguration.class))
                .withPropertyValues(
                        "management.endpoints.web.exposure.include=larder", "larder.queues.jobs.codec=string");
        exposed.withPropertyValues("spring.cache.type=none").run(context -> {
            LarderEndpoint endpoint = context.getBean(LarderEndpoint.class);
            assertThat(endpoint.report().caches()).isEmpty();
            assertThat(endpoint.report().queues()).containsKey("jobs");
            assertThat(endpoint.cache("any")).isNull();
        });
        try (Larder other = Larder.open(directory.resolve("other"))) {
            exposed.withBean(
                            "one",
                            LarderCacheManager.class,
                            () -> LarderCacheManager.of(other).build())
                    .withBean(
                            "another",
                            LarderCacheManager.class,
                            () -> LarderCacheManager.of(other).build())
                    .run(context -> assertThat(context.getBean(LarderEndpoint.class)
                                    .report()
                                    .queues())
                            .containsKey("jobs"));
        }
    }

    // ---- health

    /** A database that can be out of reach. */
    private static final class Reachable extends DelegatingDataSource {

        private volatile boolean isReachable = true;

        Reachable(DataSource database) {
            super(database);
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (!isReachable) {
                throw new SQLException("no route to host", "08001");
            }
            return super.getConnection();
        }
    }

    @Test
    void health_whileTheDatabaseCannotBeReached_isDown() {
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl("jdbc:h2:mem:health;DB_CLOSE_DELAY=-1");
        Reachable reachable = new Reachable(database);
        application
                .withConfiguration(AutoConfigurations.of(LarderHealthAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.health")) // of Spring Boot 4
                .withBean(DataSource.class, () -> reachable)
                .withPropertyValues("larder.storage=data-source", "larder.caches.any.codec=string")
                .run(context -> {
                    HealthIndicator indicator = context.getBean(HealthIndicator.class);
                    assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
                    assertThat(indicator.health().getDetails()).containsEntry("collections", 1);

                    reachable.isReachable = false;
                    assertThat(indicator.health().getStatus()).isEqualTo(Status.DOWN);

                    reachable.isReachable = true;
                    assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
                });
    }

    // ---- meters

    private ApplicationContextRunner metered() {
        return application.withConfiguration(AutoConfigurations.of(
                MetricsAutoConfiguration.class,
                SimpleMetricsExportAutoConfiguration.class,
                CacheMetricsAutoConfiguration.class,
                LarderMetricsAutoConfiguration.class));
    }

    private static double hits(AssertableApplicationContext context, String... tags) {
        return context.getBean(MeterRegistry.class)
                .get("cache.gets")
                .tags(tags)
                .tag("result", "hit")
                .functionCounter()
                .count();
    }

    @Test
    void meters_ofCaches_areThereFromTheMomentThatEachIsOpened() {
        metered().withPropertyValues("larder.caches.books.codec=string").run(context -> {
            assertThat(hits(context, "cache", "books")).isZero();
            LarderCache later = cache(context.getBean(CacheManager.class), "later");
            later.put("key", 1);
            later.get("key");

            assertThat(hits(context, "cache", "later", "name", "later", "cache.manager", "cacheManager"))
                    .isEqualTo(1);
            assertThat(context.getBean(MeterRegistry.class).find("cache.size").gauges())
                    .extracting(gauge -> gauge.getId().getTags().stream()
                            .map(tag -> tag.getKey())
                            .toList())
                    .containsOnly(List.of("cache", "cache.manager", "name"));
        });
    }

    @Test
    void meters_ofCachesOfAManagerOfTheApplicationsOwn_haveItsName() {
        metered()
                .withBean(
                        "shopCacheManager",
                        LarderCacheManager.class,
                        () -> LarderCacheManager.of(Larder.open(directory.resolve("own")))
                                .build())
                .run(context -> {
                    cache(context.getBean(CacheManager.class), "later").get("key");

                    assertThat(hits(context, "cache", "later", "cache.manager", "shop"))
                            .isZero();
                });
    }

    @Test
    void meters_ofCollectionsOfProperties_tellHowMuchIsInThem() {
        metered()
                .withPropertyValues(
                        "larder.queues.jobs.codec=string",
                        "larder.deques.done.codec=string",
                        "larder.indexes.books.codec=string")
                .run(context -> {
                    context.getBean(Larder.class).deque("done", Codec.string()).addAll(List.of("a", "b"));
                    MeterRegistry registry = context.getBean(MeterRegistry.class);

                    assertThat(registry.get("larder.size")
                                    .tags("kind", "deque", "name", "done")
                                    .gauge()
                                    .value())
                            .isEqualTo(2);
                    assertThat(registry.get("larder.size")
                                    .tags("kind", "index", "name", "books")
                                    .gauge()
                                    .value())
                            .isZero();
                    assertThat(registry.get("larder.queue.items")
                                    .tags("queue", "jobs", "state", "ready")
                                    .gauge()
                                    .value())
                            .isZero();
                });
    }
}
