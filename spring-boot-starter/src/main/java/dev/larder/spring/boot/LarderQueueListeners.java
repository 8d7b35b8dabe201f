package dev.larder.spring.boot;

import dev.larder.WorkQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.SmartLifecycle;

/** Runs the listeners of work queues from the start of the application to its stop. */
final class LarderQueueListeners implements SmartLifecycle {

    private static final System.Logger LOG = System.getLogger(LarderQueueListeners.class.getName());

    private final QueueListenerMethods methods;
    private final ConfigurableListableBeanFactory beans;
    private final LarderProperties properties;

    private @Nullable Running running;

    LarderQueueListeners(
            QueueListenerMethods methods, ConfigurableListableBeanFactory beans, LarderProperties properties) {
        this.methods = methods;
        this.beans = beans;
        this.properties = properties;
    }

    /** What runs between a start and a stop. */
    private record Running(List<QueueConsumer> consumers, ExecutorService threads, ScheduledExecutorService leases) {}

    @Override
    public synchronized void start() {
        List<QueueListenerMethods.Found> found = methods.found();
        if (running != null || found.isEmpty()) {
            return;
        }
        ScheduledExecutorService leases =
                Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "larder-leases"));
        List<QueueConsumer> consumers = new ArrayList<>();
        for (QueueListenerMethods.Found each : found) {
            String queue = resolved(each.listener().queue());
            WorkQueue<?> taken = queue(queue, each);
            QueueHandler handler = QueueHandler.of(each);
            Duration lease = lease(queue);
            for (int i = 0; i < concurrency(each); i++) {
                consumers.add(new QueueConsumer(queue, taken, handler, lease, leases));
            }
        }
        ExecutorService threads = Executors.newFixedThreadPool(consumers.size(), new Threads());
        consumers.forEach(threads::execute);
        running = new Running(consumers, threads, leases);
    }

    /** Names its threads, which keep no JVM alive. */
    private static final class Threads implements ThreadFactory {

        private int made;

        @Override
        public synchronized Thread newThread(Runnable work) {
            Thread thread = new Thread(work, "larder-queue-" + ++made);
            thread.setDaemon(true);
            return thread;
        }
    }

    private String resolved(String text) {
        String resolved = beans.resolveEmbeddedValue(text);
        return resolved == null ? "" : resolved;
    }

    private WorkQueue<?> queue(String name, QueueListenerMethods.Found asking) {
        String bean = LarderCollectionsRegistrar.bean("queue", name);
        if (!beans.containsBean(bean)) {
            throw new BadLarderPropertyException(
                    "larder.queues." + name,
                    "it is not there, but @LarderQueueListener on " + asking.method() + " listens to this queue",
                    "Add it, with the type of its items: larder.queues." + name + ".type.",
                    null);
        }
        return beans.getBean(bean, WorkQueue.class);
    }

    private Duration lease(String queue) {
        return Objects.requireNonNull(properties.queues().get(queue), queue).lease();
    }

    private int concurrency(QueueListenerMethods.Found asking) {
        String told = resolved(asking.listener().concurrency());
        int threads;
        try {
            threads = Integer.parseInt(told);
        } catch (NumberFormatException e) {
            threads = 0;
        }
        if (threads < 1) {
            throw new IllegalStateException("The concurrency of @LarderQueueListener on " + asking.method() + " is '"
                    + told + "', but has to be a number of threads, 1 or more");
        }
        return threads;
    }

    @Override
    public synchronized void stop() {
        Running ended = running;
        if (ended == null) {
            return;
        }
        running = null;
        ended.consumers.forEach(QueueConsumer::stop);
        ended.threads.shutdown();
        Duration stopTimeout = properties.listener().stopTimeout();
        try {
            if (!ended.threads.awaitTermination(stopTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Listeners of work queues are still at work after {0}; their items will be handed out again"
                                + " when their leases end",
                        stopTimeout);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ended.leases.shutdownNow();
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }
}
