package dev.larder.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.larder.Cache;
import dev.larder.FanoutCache;
import dev.larder.WorkQueue;
import dev.larder.WriteOptions;
import dev.larder.codec.Codec;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class MetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @TempDir
    private Path directory;

    private double counter(String name, String... tags) {
        FunctionCounter counter = registry.get(name).tags(tags).functionCounter();
        return counter.count();
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    @Test
    void cacheMeters_ofWhatWasDone_tellIt() {
        try (Cache<Object, Object> cache =
                CacheMeters.monitor(registry, Cache.at(directory).open(), "pages", Tags.of("tier", "disk"))) {
            cache.set("key", "value", WriteOptions.tagged("tag"));
            cache.set("large", new byte[100_000]);
            cache.get("key");
            cache.get("key");
            cache.get("absent");
            cache.evict("tag");
            cache.get("loaded", key -> "value");
            assertThatIllegalStateException()
                    .isThrownBy(() -> cache.get("failing", key -> {
                        throw new IllegalStateException("failed");
                    }));

            assertThat(counter("cache.gets", "cache", "pages", "tier", "disk", "result", "hit"))
                    .isEqualTo(2);
            assertThat(counter("cache.gets", "cache", "pages", "result", "miss"))
                    .isEqualTo(3);
            assertThat(counter("cache.puts", "cache", "pages")).isEqualTo(3);
            assertThat(counter("cache.evictions", "cache", "pages")).isEqualTo(1);
            assertThat(gauge("cache.size", "cache", "pages")).isEqualTo(2);
            assertThat(gauge("larder.volume", "cache", "pages", "tier", "disk")).isEqualTo((double) cache.volume());
            assertThat(counter("larder.expirations", "cache", "pages")).isZero();
            assertThat(counter("larder.timeouts", "cache", "pages")).isZero();
            FunctionTimer loads = registry.get("larder.loads").functionTimer();
            assertThat(loads.count()).isEqualTo(2);
            assertThat(loads.totalTime(TimeUnit.NANOSECONDS))
                    .isEqualTo((double) cache.activity().loadTime().toNanos(), within(1.0));
            assertThat(counter("larder.load.failures")).isEqualTo(1);
            assertThat(counter("larder.commits")).isPositive().isLessThanOrEqualTo(counter("larder.commit.writes"));
            assertThat(registry.get("larder.busy.waits").functionTimer().count())
                    .isZero();
        }
    }

    @Test
    void cacheMeters_severalCaches_areToldApart() {
        try (Cache<Object, Object> one = CacheMeters.monitor(
                        registry, Cache.at(directory.resolve("one")).open(), "one");
                FanoutCache<Object, Object> other = CacheMeters.monitor(
                        registry,
                        FanoutCache.at(directory.resolve("other")).shards(3).open(),
                        "other")) {
            one.set("key", "value");
            for (int i = 0; i < 10; i++) {
                other.set("key " + i, "value");
                other.get("key " + i);
            }

            assertThat(counter("cache.puts", "cache", "one")).isEqualTo(1);
            assertThat(counter("cache.puts", "cache", "other")).isEqualTo(10);
            assertThat(counter("cache.gets", "cache", "other", "result", "hit")).isEqualTo(10);
            assertThat(gauge("cache.size", "cache", "other")).isEqualTo(10);
        }
    }

    @Test
    void cacheMeters_timeouts_areCounted() {
        try (FanoutCache<Object, Object> cache = FanoutCache.at(directory)
                        .shards(1)
                        .timeout(Duration.ofMillis(5))
                        .open();
                Cache<Object, Object> holder =
                        Cache.at(directory.resolve("000")).open()) {
            CacheMeters.monitor(registry, cache, "films");
            holder.transact(tx -> {
                tx.set("held", "value");
                assertThat(cache.set("key", "value")).isFalse();
            });

            assertThat(counter("larder.timeouts", "cache", "films")).isEqualTo(1);
            FunctionTimer busy = registry.get("larder.busy.waits").functionTimer();
            assertThat(busy.count()).isEqualTo(1);
            assertThat(busy.totalTime(TimeUnit.MILLISECONDS)).isPositive();
        }
    }

    @Test
    void queueMeters_ofAQueue_tellDepthAndAge() {
        try (WorkQueue<String> queue = QueueMeters.monitor(
                registry, WorkQueue.at(directory).values(Codec.string()).open(), "mails", Tags.of("tier", "disk"))) {
            queue.putAll(List.of("a", "b", "c"));
            queue.poll();

            assertThat(gauge("larder.queue.items", "queue", "mails", "state", "ready"))
                    .isEqualTo(2);
            assertThat(gauge("larder.queue.items", "queue", "mails", "state", "inflight"))
                    .isEqualTo(1);
            assertThat(gauge("larder.queue.items", "queue", "mails", "state", "delayed"))
                    .isZero();
            assertThat(gauge("larder.queue.items", "queue", "mails", "state", "dead"))
                    .isZero();
            assertThat(registry.get("larder.queue.age")
                            .tags("queue", "mails", "tier", "disk")
                            .timeGauge()
                            .value(TimeUnit.SECONDS))
                    .isBetween(0.0, 60.0);
        }
    }

    @Test
    void observedLoader_eachRun_isTimedByItsCacheAndOutcome() {
        ObservationRegistry observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(registry));
        try (Cache<Object, Object> cache = Cache.at(directory).open()) {
            ObservedLoader<Object, Object> loader = ObservedLoader.of(observations, "pages", key -> {
                if (key.equals("failing")) {
                    throw new IllegalStateException("failed");
                }
                return "value of " + key;
            });

            assertThat(cache.get("key", loader)).isEqualTo("value of key");
            assertThat(cache.get("key", loader)).isEqualTo("value of key");
            assertThatIllegalStateException().isThrownBy(() -> cache.get("failing", loader));

            Timer good = registry.get("larder.load")
                    .tags("cache", "pages", "error", "none")
                    .timer();
            assertThat(good.count()).isEqualTo(1);
            assertThat(registry.get("larder.load")
                            .tags("cache", "pages", "error", "IllegalStateException")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(good.getId().getTags())
                    .as("keys would be too many values of a tag")
                    .extracting(Object::toString)
                    .noneMatch(tag -> tag.contains("key="));
            assertThat(registry.getMeters()).extracting(Meter::getId).isNotEmpty();
        }
    }
}
