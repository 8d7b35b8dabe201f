package dev.larder.micrometer;

import dev.larder.QueueMetrics;
import dev.larder.WorkQueue;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The meters of a work queue: {@code larder.queue.items} with the tag {@code state} (ready, delayed, inflight, dead),
 * and {@code larder.queue.age}, how long the oldest item has been waiting. All have the tag {@code queue}. They are
 * those of the whole queue, whoever fills and empties it, counted once for a reading of all, at most each second.
 *
 * <p>The queue is referred to weakly: keep it where it is used. Safe for use by many threads.
 */
public final class QueueMeters implements MeterBinder {

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final WeakReference<WorkQueue<?>> queue;
    private final Iterable<Tag> tags;

    private @Nullable QueueMetrics last;
    private long countedAt;

    private QueueMeters(WorkQueue<?> queue, String name, Iterable<Tag> tags) {
        this.queue = new WeakReference<>(queue);
        this.tags = Tags.concat(tags, "queue", name);
    }

    /**
     * Registers the meters of {@code queue}.
     *
     * @param name value of the tag {@code queue}, which tells it from others
     * @return {@code queue}
     */
    public static <Q extends WorkQueue<?>> Q monitor(MeterRegistry registry, Q queue, String name, Iterable<Tag> tags) {
        Objects.requireNonNull(registry, "registry");
        of(queue, name, tags).bindTo(registry);
        return queue;
    }

    /** As {@link #monitor(MeterRegistry, WorkQueue, String, Iterable)}, without more tags. */
    public static <Q extends WorkQueue<?>> Q monitor(MeterRegistry registry, Q queue, String name) {
        return monitor(registry, queue, name, Tags.empty());
    }

    /** The binder of these meters, for whoever binds by himself. */
    public static QueueMeters of(WorkQueue<?> queue, String name, Iterable<Tag> tags) {
        return new QueueMeters(
                Objects.requireNonNull(queue, "queue"),
                Objects.requireNonNull(name, "name"),
                Objects.requireNonNull(tags, "tags"));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        items(registry, "ready", QueueMetrics::ready);
        items(registry, "delayed", QueueMetrics::delayed);
        items(registry, "inflight", QueueMetrics::inFlight);
        items(registry, "dead", QueueMetrics::dead);
        TimeGauge.builder("larder.queue.age", this, TimeUnit.MILLISECONDS, QueueMeters::age)
                .tags(tags)
                .description("How long the oldest item has been waiting that is no dead letter")
                .strongReference(true)
                .register(registry);
    }

    private void items(MeterRegistry registry, String state, ToLongFunction<QueueMetrics> part) {
        Gauge.builder("larder.queue.items", this, meters -> meters.count(part))
                .tags(Tags.concat(tags, "state", state))
                .description("Items in the queue")
                .strongReference(true)
                .register(registry);
    }

    private double count(ToLongFunction<QueueMetrics> part) {
        QueueMetrics metrics = metrics();
        return metrics == null ? Double.NaN : part.applyAsLong(metrics);
    }

    private double age() {
        QueueMetrics metrics = metrics();
        if (metrics == null) {
            return Double.NaN;
        }
        Duration age = metrics.oldestAge();
        return age == null ? 0 : age.toMillis();
    }

    private synchronized @Nullable QueueMetrics metrics() {
        long now = System.nanoTime();
        WorkQueue<?> counted = queue.get();
        if (counted == null) {
            return null;
        }
        if (last == null || now - countedAt >= FRESH_NANOS) {
            last = counted.metrics();
            countedAt = now;
        }
        return last;
    }
}
