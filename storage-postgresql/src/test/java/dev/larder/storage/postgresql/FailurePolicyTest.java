package dev.larder.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.FailurePolicy;
import dev.larder.codec.Codec;
import dev.larder.storage.StoreUnavailableException;
import dev.larder.storage.contract.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A program goes on without its cache when the server says nothing. */
final class FailurePolicyTest {

    private static final Duration ANSWER = Duration.ofSeconds(2);

    private static Cache<String, Long> open(Relay relay, FailurePolicy policy) {
        return Cache.on(PostgreSql.at(relay.url()).schema("policies").answerWithin(ANSWER))
                .keys(Codec.string())
                .values(Codec.int64())
                .onFailure(policy)
                .open();
    }

    @Test
    void miss_serverSaysNothing_takesTheCacheForEmptyUntilItIsBack() throws IOException {
        try (Threads threads = new Threads();
                Relay relay = new Relay(PostgresServer.url());
                Cache<String, Long> cache = open(relay, FailurePolicy.MISS)) {
            cache.set("key", 1L);
            AtomicInteger loads = new AtomicInteger();
            List<Callable<Object>> operations = List.of(
                    () -> cache.get("key") == null,
                    () -> !cache.contains("key"),
                    () -> cache.entry("key").isEmpty(),
                    () -> cache.getAll(List.of("key")).isEmpty(),
                    () -> !cache.set("key", 2L),
                    () -> !cache.delete("key"),
                    () -> cache.get("key", key -> (long) loads.incrementAndGet())
                            .equals(1L));
            relay.block();
            assertThat(threads.race(
                            operations.size(), number -> operations.get(number).call()))
                    .containsOnly(true);
            relay.unblock();
            assertThat(loads).hasValue(1);
            // what was sent to "key" may still arrive
            assertThat(cache.set("other", 3L)).isTrue();
            assertThat(cache.getAll(List.of("other"))).isEqualTo(Map.of("other", 3L));
            assertThat(cache.stats().failed()).isEqualTo(operations.size());
        }
    }

    @Test
    void afterRetrying_serverIsBackInTime_readsAndThrowsWhatMayHaveBeenDone() throws IOException {
        FailurePolicy policy = FailurePolicy.FAIL.afterRetrying(Duration.ofMinutes(1));
        try (Threads threads = new Threads();
                Relay relay = new Relay(PostgresServer.url());
                Cache<String, Long> cache = open(relay, policy)) {
            cache.set("retried", 1L);
            relay.block();
            Future<Long> read = threads.start(() -> cache.get("retried"));
            // who may have added it would be told by another attempt that it was there
            assertThatThrownBy(() -> cache.add("added", 1L)).isInstanceOf(StoreUnavailableException.class);
            relay.unblock();
            assertThat(Threads.result(read)).isEqualTo(1L);
        }
    }
}
