package dev.larder.it.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import dev.larder.Removal;
import dev.larder.WriteOptions;
import dev.larder.codec.Codec;
import dev.larder.it.Logged;
import dev.larder.storage.RemovalCause;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemovalListenerTest {

    @TempDir
    Path directory;

    @Test
    void listener_isToldWhatWasKnown() {
        List<Removal<String>> removals = new ArrayList<>();
        try (Cache<String, String> cache = Cache.at(directory)
                .keys(Codec.string())
                .values(Codec.string())
                .removalListener(removals::add)
                .open()) {
            cache.set(
                    "a",
                    "1",
                    WriteOptions.expireAt(Instant.parse("2100-01-01T00:00:00Z")).tag("t"));
            cache.set("a", "2");
            cache.delete("a");
            cache.set("b", "x".repeat(40_000), WriteOptions.tagged(7));
            cache.evict(7);
            cache.set("c", "1", WriteOptions.expireAfter(Duration.ZERO));
            cache.expire();
        }
        assertThat(removals)
                .containsExactly(
                        new Removal<>("a", RemovalCause.REPLACED, Instant.parse("2100-01-01T00:00:00Z"), "t", 0),
                        new Removal<>("a", RemovalCause.REMOVED, null, null, 0),
                        new Removal<>("b", RemovalCause.EVICTED, null, 7L, 40_000),
                        new Removal<>("c", RemovalCause.EXPIRED, removals.get(3).expiry(), null, 0));
    }

    @Test
    void listener_thatThrows_isLoggedAndChangesNothing() {
        List<LogRecord> logged = Logged.during(() -> {
            try (Cache<String, String> cache = Cache.at(directory)
                    .keys(Codec.string())
                    .values(Codec.string())
                    .removalListener(removal -> {
                        throw new IllegalStateException("listener");
                    })
                    .open()) {
                cache.set("a", "1");
                assertThat(cache.pop("a")).isEqualTo("1");
                assertThat(cache.contains("a")).isFalse();
            }
        });
        assertThat(logged).singleElement().satisfies(record -> {
            assertThat(record.getMessage()).contains("'a'").contains("REMOVED");
            assertThat(record.getThrown()).hasMessage("listener");
        });
    }

    /** Another program's keys, which this cache cannot name. */
    @Test
    void listener_ofKeysThatCannotBeRead_isNotTold() {
        List<Removal<String>> removals = new ArrayList<>();
        try (Cache<Object, Object> other = Cache.at(directory).open();
                Cache<String, String> cache = Cache.at(directory)
                        .keys(Codec.string())
                        .values(Codec.string())
                        .undecodable(dev.larder.Undecodable.MISS)
                        .removalListener(removals::add)
                        .open()) {
            other.set(42, "x");
            other.set("a", "x");
            assertThat(cache.clear()).isEqualTo(2);
        }
        assertThat(removals).extracting(Removal::key).containsExactly("a");
    }
}
