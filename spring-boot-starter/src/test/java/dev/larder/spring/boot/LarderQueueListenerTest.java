package dev.larder.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Delivery;
import dev.larder.QueueMetrics;
import dev.larder.WorkQueue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

final class LarderQueueListenerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private ApplicationContextRunner application;

    @BeforeEach
    void configure(@TempDir Path directory) {
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
            Thread.onSpinWait();
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
        final BlockingQueue<Integer> attempts = new LinkedBlockingQueue<>();

        @LarderQueueListener(queue = "jobs", concurrency = "2")
        void work(Delivery<String> delivery) throws InterruptedException {
            attempts.add(delivery.attempts());
            begun.countDown();
            new CountDownLatch(1).await(600, TimeUnit.MILLISECONDS);
            ended.countDown();
        }
    }

    @Test
    void listener_thatWorksLongerThanTheLease_keepsItsItem() {
        application
                .withPropertyValues("larder.queues.jobs.lease=200ms")
                .withBean(Slow.class)
                .run(context -> {
                    queue(context).put("item");
                    Slow slow = context.getBean(Slow.class);

                    assertThat(slow.ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                            .isTrue();
                    waitUntil(() -> queue(context).metrics().inFlight() == 0);
                    assertThat(slow.attempts).containsExactly(1);
                    assertThat(queue(context).metrics().ready()).isZero();
                });
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
