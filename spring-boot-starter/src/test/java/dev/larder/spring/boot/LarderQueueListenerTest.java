package dev.larder.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Delivery;
import dev.larder.Larder;
import dev.larder.QueueMetrics;
import dev.larder.WorkQueue;
import dev.larder.codec.Codec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

final class LarderQueueListenerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private ApplicationContextRunner application;

    @BeforeEach
    void configure() {
        application = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(LarderAutoConfiguration.class))
                .withPropertyValues(
                        "larder.directory=" + directory,
                        "larder.queues.jobs.codec=string",
                        "larder.queues.jobs.back-off=1ms",
                        "larder.queues.jobs.max-attempts=2",
                        "threads=2");
    }

    @SuppressWarnings("unchecked")
    private static WorkQueue<String> queue(AssertableApplicationContext context) {
        return context.getBean(WorkQueue.class);
    }

    private static void waitUntil(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    static final class Worker {

        final BlockingQueue<String> done = new LinkedBlockingQueue<>();

        @LarderQueueListener(queue = "jobs", concurrency = "${threads}", rejectFor = IllegalArgumentException.class)
        void work(String item) {
            done.add(item);
            if (item.equals("impossible")) {
                throw new IllegalArgumentException("no");
            }
            if (item.equals("broken")) {
                throw new IllegalStateException("no");
            }
        }
    }

    @Test
    void listener_thatReturnsThrowsAndRejects_settlesItems() {
        application.withBean(Worker.class).run(context -> {
            WorkQueue<String> queue = queue(context);
            queue.put("good");
            queue.put("broken");
            queue.put("impossible");

            waitUntil(() -> {
                QueueMetrics metrics = queue.metrics();
                return metrics.dead() == 2 && metrics.ready() + metrics.delayed() + metrics.inFlight() == 0;
            });
            assertThat(context.getBean(Worker.class).done)
                    .containsExactlyInAnyOrder("good", "broken", "broken", "impossible");
            assertThat(queue.deadLetters().map(letter -> letter.reason()))
                    .anyMatch(reason -> reason.contains("IllegalArgumentException"));
        });
    }

    static final class Interrupting {

        final BlockingQueue<String> done = new LinkedBlockingQueue<>();

        @LarderQueueListener(queue = "jobs")
        void work(String item) {
            done.add(item);
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void listener_thatLeavesItsThreadInterrupted_getsTheNextItemToo() {
        application.withBean(Interrupting.class).run(context -> {
            for (String item : List.of("a", "b", "c")) {
                queue(context).put(item);
                waitUntil(() -> context.getBean(Interrupting.class).done.contains(item));
                waitUntil(() -> queue(context).metrics().inFlight() == 0);
            }
        });
    }

    static final class Settler {

        @LarderQueueListener(queue = "jobs")
        void work(Delivery<String> delivery) {
            delivery.reject("as I please");
        }
    }

    @Test
    void listener_thatSettlesItself_isNotOverruled() {
        application.withBean(Settler.class).run(context -> {
            WorkQueue<String> queue = queue(context);
            queue.put("item");

            waitUntil(() -> queue.metrics().dead() == 1);
            assertThat(queue.deadLetters().map(letter -> letter.reason())).containsExactly("as I please");
        });
    }

    static final class Slow {

        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch ended = new CountDownLatch(1);

        @LarderQueueListener(queue = "jobs", concurrency = "2")
        void work(String item) throws InterruptedException {
            begun.countDown();
            new CountDownLatch(1).await(600, TimeUnit.MILLISECONDS);
            ended.countDown();
        }
    }

    /** Works for several leases, by a clock that stands still until the lease was extended. */
    static final class Patient {

        private static final Duration LEASE = Duration.ofMillis(150);

        final BlockingQueue<Integer> attempts = new LinkedBlockingQueue<>();
        final BlockingQueue<Boolean> done = new LinkedBlockingQueue<>();
        private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        private final Semaphore looks = new Semaphore(0);

        Instant now() {
            if (Thread.currentThread().getName().startsWith("larder-leases")) {
                looks.release();
            }
            return now.get();
        }

        @LarderQueueListener(queue = "jobs", concurrency = "2")
        void work(Delivery<String> delivery) throws InterruptedException {
            attempts.add(delivery.attempts());
            boolean extended = true;
            for (int i = 0; i < 3 && extended; i++) {
                now.updateAndGet(instant -> instant.plus(LEASE.multipliedBy(2).dividedBy(3)));
                looks.drainPermits();
                // two may be for the other thread, whose attempt to take something shared a commit with an extension
                extended = looks.tryAcquire(3, PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
            done.add(extended);
        }
    }

    @Test
    void listener_thatWorksLongerThanTheLease_keepsItsItem() {
        Patient patient = new Patient();
        application
                .withPropertyValues("larder.queues.jobs.lease=" + Patient.LEASE)
                .withBean(Patient.class, () -> patient)
                .withBean(LarderCustomizer.class, () -> builder -> builder.clock(patient::now))
                .run(context -> {
                    queue(context).put("item");

                    assertThat(patient.done.poll(5 * PATIENCE.toSeconds(), TimeUnit.SECONDS))
                            .isTrue();
                    waitUntil(() -> queue(context).metrics().inFlight() == 0);
                    assertThat(patient.attempts).containsExactly(1);
                    assertThat(queue(context).metrics().ready()).isZero();
                });
    }

    static final class Extended {

        final CountDownLatch extensions = new CountDownLatch(3);
        final BlockingQueue<Boolean> done = new LinkedBlockingQueue<>();

        /** Has no time to tell when a lease is extended for the first time. */
        Instant now() {
            boolean extending = Thread.currentThread().getName().startsWith("larder-leases");
            if (extending) {
                boolean first = extensions.getCount() == 3;
                extensions.countDown();
                if (first) {
                    throw new IllegalStateException("the clock stands still");
                }
            }
            return Instant.now();
        }

        @LarderQueueListener(queue = "jobs")
        void work(String item) throws InterruptedException {
            done.add(extensions.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        }
    }

    /** The executor once gave the extensions up at the first failure that was none of Larder's own exceptions. */
    @Test
    void listener_whoseLeaseCannotBeExtendedOnce_hasItExtendedTheNextTime() {
        Extended extended = new Extended();
        application
                .withPropertyValues("larder.queues.jobs.lease=300ms")
                .withBean(Extended.class, () -> extended)
                .withBean(LarderCustomizer.class, () -> builder -> builder.clock(extended::now))
                .run(context -> {
                    queue(context).put("item");

                    assertThat(extended.done.poll(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS))
                            .isTrue();
                });
    }

    // ---- which beans

    static class Base<T> {

        final BlockingQueue<T> done = new LinkedBlockingQueue<>();

        @LarderQueueListener(queue = "jobs")
        public void work(T item) {
            done.add(item);
        }
    }

    static final class Inheriting extends Base<String> {}

    static final class Overriding extends Base<String> {

        @Override
        public void work(String item) {
            super.work(item + " done");
        }
    }

    @Test
    void listener_ofASuperclass_isCalledOnceForEachItem() {
        application.withBean(Inheriting.class).run(context -> {
            queue(context).put("a");
            assertThat(next(context.getBean(Inheriting.class))).isEqualTo("a");
        });
        application.withBean(Overriding.class).run(context -> {
            queue(context).put("b");
            assertThat(next(context.getBean(Overriding.class))).isEqualTo("b done");
            waitUntil(() -> queue(context).metrics().inFlight() == 0);
            assertThat(context.getBean(Overriding.class).done).isEmpty();
        });
    }

    private static <T> T next(Base<T> base) throws InterruptedException {
        return base.done.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    interface Working {

        @LarderQueueListener(queue = "jobs")
        void work(String item);
    }

    /** Has a proxy, as with transactions. */
    static class Proxied implements Working {

        static final BlockingQueue<String> DONE = new LinkedBlockingQueue<>();

        @Override
        @CacheEvict(cacheNames = "done", allEntries = true)
        public void work(String item) {
            DONE.add(item);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    static class ByInterface {}

    @Configuration(proxyBeanMethods = false)
    @EnableCaching(proxyTargetClass = true)
    static class ByClass {}

    @ParameterizedTest
    @ValueSource(classes = {ByInterface.class, ByClass.class})
    void listener_ofABeanWithAProxy_isCalledThroughIt(Class<?> proxies) {
        application.withUserConfiguration(proxies).withBean(Proxied.class).run(context -> {
            assertThat(AopUtils.isCglibProxy(context.getBean(Working.class))).isEqualTo(proxies == ByClass.class);
            Cache done = context.getBean(CacheManager.class).getCache("done");
            done.put("key", "value");
            queue(context).put("item");

            assertThat(Proxied.DONE.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isEqualTo("item");
            waitUntil(() -> done.get("key") == null);
        });
    }

    @Test
    void listener_ofABeanThatIsMadeWhenNeeded_isThereFromTheStart() {
        application
                .withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .withBean(Worker.class)
                .run(context -> {
                    queue(context).put("good");
                    waitUntil(() -> context.getBean(Worker.class).done.contains("good"));
                });
    }

    @Test
    void listener_ofABeanThatIsNoSingleton_isRefused() {
        application
                .withBean(Worker.class, Worker::new, bean -> bean.setScope("prototype"))
                .run(context ->
                        assertThat(context.getStartupFailure()).rootCause().hasMessageContaining("singleton"));
    }

    static final class Later {

        @LarderQueueListener(queue = "jobs")
        CompletableFuture<Void> work(String item) {
            return new CompletableFuture<>();
        }
    }

    @Test
    void listener_thatReturnsAFuture_isRefused() {
        application
                .withBean(Later.class)
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("CompletableFuture is not done then"));
    }

    static final class Counting {

        @LarderQueueListener(queue = "jobs")
        void work(Long item) {}
    }

    @Test
    void listener_thatDoesNotTakeSuchItems_leavesThemWithTheReason() {
        application
                .withBean(Counting.class)
                .withPropertyValues("larder.queues.jobs.max-attempts=1")
                .run(context -> {
                    queue(context).put("text");
                    waitUntil(() -> queue(context).metrics().dead() == 1);
                });
    }

    // ---- which queues

    @Test
    void listener_ofAQueueOfTheApplicationsOwn_isCalled() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(LarderAutoConfiguration.class))
                .withPropertyValues("larder.directory=" + directory, "threads=1")
                .withUserConfiguration(OwnQueue.class)
                .withBean(Worker.class)
                .run(context -> {
                    queue(context).put("good");
                    waitUntil(() -> context.getBean(Worker.class).done.contains("good"));
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnQueue {

        @Bean
        WorkQueue<String> jobs(Larder larder) {
            return larder.queue("own", Codec.string());
        }
    }

    @Test
    void start_withTwoQueuesOfAName_saysSo() {
        application
                .withUserConfiguration(OwnQueue.class)
                .withBean(Worker.class)
                .run(context -> assertThat(context.getStartupFailure())
                        .hasStackTraceContaining("there are several queues 'jobs'"));
    }

    // ---- starting and stopping

    static final class FailingLate implements SmartLifecycle {

        @Override
        public void start() {
            throw new IllegalStateException("after all others");
        }

        @Override
        public void stop() {}

        @Override
        public boolean isRunning() {
            return false;
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("larder-queue-") || name.startsWith("larder-leases-"))
                .toList();
    }

    private List<Path> openStores() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.endsWith("cache.db-wal")).toList();
        }
    }

    @Test
    void start_thatFailsMidway_leavesNoThreadAndNoStoreOpen() throws IOException {
        for (Class<?> failing : List.of(FailingLate.class, Crowd.class, Lost.class)) {
            application
                    .withBean(Worker.class)
                    .withBean(failing)
                    .run(context -> assertThat(context).hasFailed());

            waitUntil(() -> threads().isEmpty());
            assertThat(openStores()).isEmpty();
        }
    }

    @Test
    void start_afterAnotherApplicationInThisJvmHasEnded_goesOnWithItsWork() throws IOException {
        application.run(context -> queue(context).put("good"));
        application
                .withBean(Worker.class)
                .run(context ->
                        waitUntil(() -> context.getBean(Worker.class).done.contains("good")));
        assertThat(openStores()).isEmpty();
        application.withBean(Worker.class).run(context -> {
            queue(context).put("better");
            waitUntil(() -> context.getBean(Worker.class).done.contains("better"));
        });
    }

    static final class Endless {

        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch let = new CountDownLatch(1);

        @LarderQueueListener(queue = "jobs")
        void work(String item) throws InterruptedException {
            begun.countDown();
            let.await();
        }
    }

    @Test
    void stop_whileAListenerDoesNotComeToItsEnd_closesTheLarderForGood() throws Exception {
        Endless endless = new Endless();
        application
                .withPropertyValues("larder.listener.stop-timeout=1ms")
                .withBean(Endless.class, () -> endless)
                .run(context -> {
                    queue(context).put("item");
                    assertThat(endless.begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                            .isTrue();
                });
        endless.let.countDown();

        waitUntil(() -> threads().isEmpty());
        assertThat(openStores()).isEmpty();
        application.run(context -> assertThat(queue(context).metrics().inFlight())
                .as("not acknowledged")
                .isEqualTo(1));
    }

    @Test
    void stop_whileAListenerIsAtWork_waitsForItAndTakesNothingMore() {
        application.withBean(Slow.class).run(context -> {
            queue(context).put("first");
            Slow slow = context.getBean(Slow.class);
            assertThat(slow.begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

            LarderQueueListeners listeners = context.getBean(LarderQueueListeners.class);
            listeners.stop();

            assertThat(slow.ended.getCount()).isZero();
            assertThat(listeners.isRunning()).isFalse();
            queue(context).put("second");
            assertThat(queue(context).metrics().inFlight()).isZero();
            assertThat(queue(context).metrics().ready()).isEqualTo(1);
        });
    }

    static final class Lost {

        @LarderQueueListener(queue = "nowhere")
        void work(String item) {}
    }

    @Test
    void start_withAListenerOfAQueueThatIsNotThere_saysWhatToAdd() {
        application
                .withBean(Lost.class)
                .run(context -> assertThat(new BadLarderPropertyFailureAnalyzer().analyze(context.getStartupFailure()))
                        .satisfies(analysis -> {
                            assertThat(analysis.getDescription()).contains("larder.queues.nowhere");
                            assertThat(analysis.getAction()).contains("larder.queues.nowhere.type");
                        }));
    }

    static final class Crowd {

        @LarderQueueListener(queue = "jobs", concurrency = "many")
        void work(String item) {}
    }

    static final class Curious {

        @LarderQueueListener(queue = "jobs")
        void work(String item, int attempt) {}
    }

    @Test
    void start_withAListenerThatCannotBeCalled_saysWhy() {
        application
                .withBean(Crowd.class)
                .run(context ->
                        assertThat(context.getStartupFailure()).rootCause().hasMessageContaining("'many'"));
        application
                .withBean(Curious.class)
                .run(context ->
                        assertThat(context.getStartupFailure()).rootCause().hasMessageContaining("one parameter"));
    }
}
