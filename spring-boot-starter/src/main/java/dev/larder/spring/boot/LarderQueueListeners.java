package dev.larder.spring.boot;

import dev.larder.WorkQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Runs the listeners of work queues from the start of the application to its stop. */
final class LarderQueueListeners implements SmartLifecycle {

    private static final System.Logger LOG = System.getLogger(LarderQueueListeners.class.getName());

    private final ConfigurableListableBeanFactory beans;
    private final LarderProperties properties;

    private volatile @Nullable Running running;

    LarderQueueListeners(ConfigurableListableBeanFactory beans, LarderProperties properties) {
        this.beans = beans;
        this.properties = properties;
    }

    /** A method that is called for the items of a queue. */
    private record Listener(String name, WorkQueue<?> queue, QueueHandler handler, int concurrency) {}

    /** What runs between a start and a stop. */
    private record Running(List<QueueConsumer> consumers, ExecutorService threads, ScheduledExecutorService leases) {

        static Running of(List<Listener> listeners) {
            ScheduledThreadPoolExecutor leases = new ScheduledThreadPoolExecutor(1, daemons("larder-leases-"));
            leases.setRemoveOnCancelPolicy(true); // else there would be one for each item that was done meanwhile
            List<QueueConsumer> consumers = new ArrayList<>();
            for (Listener each : listeners) {
                for (int i = 0; i < each.concurrency(); i++) {
                    consumers.add(new QueueConsumer(each.name(), each.queue(), each.handler(), leases));
                }
            }
            return new Running(
                    consumers, Executors.newFixedThreadPool(consumers.size(), daemons("larder-queue-")), leases);
        }
    }

    /** Makes threads that keep no JVM alive. */
    private static ThreadFactory daemons(String prefix) {
        CustomizableThreadFactory threads = new CustomizableThreadFactory(prefix);
        threads.setDaemon(true);
        return threads;
    }

    @Override
    public synchronized void start() {
        if (running != null) {
            return;
        }
        List<Listener> listeners = new QueueListenerMethods(beans)
                .find().stream().map(this::listener).toList();
        if (!listeners.isEmpty()) {
            Running started = Running.of(listeners);
            running = started;
            started.consumers.forEach(started.threads::execute);
        }
    }

    private Listener listener(QueueListenerMethods.Found found) {
        String queue = resolved(found.listener().queue());
        return new Listener(queue, queue(queue, found), QueueHandler.of(found), concurrency(found));
    }

    private String resolved(String text) {
        String resolved = beans.resolveEmbeddedValue(text);
        return resolved == null ? "" : resolved;
    }

    private WorkQueue<?> queue(String name, QueueListenerMethods.Found asking) {
        try {
            return BeanFactoryAnnotationUtils.qualifiedBeanOfType(beans, WorkQueue.class, name);
        } catch (NoUniqueBeanDefinitionException e) {
            throw new IllegalStateException(
                    "@LarderQueueListener on " + asking.method() + ": there are several queues '" + name
                            + "'; take one of larder.queues." + name + " and the WorkQueue beans of that name away",
                    e);
        } catch (NoSuchBeanDefinitionException e) {
            throw new BadLarderPropertyException(
                    "larder.queues." + name,
                    "it is not there, but @LarderQueueListener on " + asking.method() + " listens to this queue",
                    "Add it, with the type of its items: larder.queues." + name
                            + ".type; or declare a bean of type WorkQueue with this name.",
                    e);
        }
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
            if (!ended.threads.awaitTermination(TimeUnit.NANOSECONDS.convert(stopTimeout), TimeUnit.NANOSECONDS)) {
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
    public boolean isRunning() {
        return running != null;
    }
}
