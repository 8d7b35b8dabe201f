package dev.larder.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import dev.larder.WorkQueue;
import dev.larder.codec.Codec;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The meters in the text that Prometheus reads. */
@Timeout(60)
final class PrometheusTest {

    private static final String LINE =
            "# (HELP|TYPE) [a-z_]+ .+|[a-z_]+\\{([a-z_]+=\"[^\"]*\",?)+\\} \\d+(\\.\\d+)?(E-?\\d+)?";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @TempDir
    private Path directory;

    private List<String> scrape() {
        return registry.scrape().lines().toList();
    }

    @Test
    void scrape_ofACacheAndAQueue_hasTheirMetersByTheNamesOfPrometheus() {
        try (Cache<Object, Object> pages = CacheMeters.monitor(
                        registry, Cache.at(directory.resolve("pages")).open(), "pages");
                WorkQueue<String> mails = QueueMeters.monitor(
                        registry,
                        WorkQueue.at(directory.resolve("mails"))
                                .values(Codec.string())
                                .open(),
                        "mails")) {
            pages.set("/index", "Welcome");
            pages.get("/index");
            pages.get("/about", path -> "About");
            mails.put("to everybody");

            assertThat(scrape())
                    .allMatch(line -> line.matches(LINE))
                    .contains(
                            "# TYPE cache_gets_total counter",
                            "cache_gets_total{cache=\"pages\",result=\"hit\"} 1.0",
                            "cache_gets_total{cache=\"pages\",result=\"miss\"} 1.0",
                            "cache_puts_total{cache=\"pages\"} 2.0",
                            "cache_evictions_total{cache=\"pages\"} 0.0",
                            "cache_size{cache=\"pages\"} 2.0",
                            "# TYPE larder_volume_bytes gauge",
                            "larder_expirations_total{cache=\"pages\"} 0.0",
                            "larder_timeouts_total{cache=\"pages\"} 0.0",
                            "# TYPE larder_loads_seconds summary",
                            "larder_loads_seconds_count{cache=\"pages\"} 1",
                            "larder_load_failures_total{cache=\"pages\"} 0.0",
                            "larder_busy_waits_seconds_count{cache=\"pages\"} 0",
                            "larder_queue_items{queue=\"mails\",state=\"ready\"} 1.0",
                            "larder_queue_items{queue=\"mails\",state=\"dead\"} 0.0")
                    .anyMatch(line -> line.startsWith("larder_volume_bytes{cache=\"pages\"} "))
                    .anyMatch(line -> line.startsWith("larder_commits_total{cache=\"pages\"} "))
                    .anyMatch(line -> line.startsWith("larder_commit_writes_total{cache=\"pages\"} "))
                    .anyMatch(line -> line.startsWith("larder_queue_age_seconds{queue=\"mails\"} "));
        }
    }

    /** Prometheus wants the same tags for each meter of a name: other values of them, not other ones. */
    @Test
    void scrape_ofSeveralCaches_tellsThemApart() {
        try (Cache<Object, Object> one = CacheMeters.monitor(
                        registry, Cache.at(directory.resolve("one")).open(), "one", Tags.of("tier", "disk"));
                Cache<Object, Object> other = CacheMeters.monitor(
                        registry, Cache.at(directory.resolve("other")).open(), "other", Tags.of("tier", "database"))) {
            one.get("absent");
            other.get("absent");

            assertThat(scrape())
                    .contains(
                            "cache_gets_total{cache=\"one\",result=\"miss\",tier=\"disk\"} 1.0",
                            "cache_gets_total{cache=\"other\",result=\"miss\",tier=\"database\"} 1.0")
                    .filteredOn(line -> line.contains("cache=\"one\""))
                    .hasSameSizeAs(scrape().stream()
                            .filter(line -> line.contains("cache=\"other\""))
                            .toList());
        }
    }
}
