package dev.larder.contract;

import static dev.larder.WriteOptions.expireAfter;
import static dev.larder.WriteOptions.tagged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.Entry;
import dev.larder.Order;
import dev.larder.storage.Blob;
import dev.larder.storage.SerializationException;
import dev.larder.storage.Side;
import dev.larder.storage.contract.Threads;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Several operations as one: {@code transact}, {@code transactResult}. */
public interface TransactContract extends CacheUnderTest {

    /** What a rolled back transaction throws. */
    final class RolledBack extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Does {@code work} in a transaction that is rolled back. */
    private static void rollBack(Cache<Object, Object> cache, Consumer<Cache<Object, Object>> work) {
        RolledBack failure = new RolledBack();
        assertThatThrownBy(() -> cache.transact(tx -> {
                    work.accept(tx);
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    default void transact_severalWrites_areAllDone(Cache<Object, Object> cache, CacheTestbed testbed) {
        cache.transact(tx -> {
            tx.set("a", 1L);
            tx.set("b", Samples.large(1));
            tx.increment("a", 5);
            tx.push("item", "q");
        });

        for (Cache<Object, Object> each : List.of(cache, testbed.open())) {
            assertThat(each.get("a")).isEqualTo(6L);
            assertThat(each.get("b")).isEqualTo(Samples.large(1));
            assertThat(each.peek("q")).isPresent();
            assertThat(each.size()).isEqualTo(3);
        }
    }

    @Test
    default void transact_work_isGivenACacheAndMayUseTheOuterOne(Cache<Object, Object> cache) {
        rollBack(cache, tx -> {
            tx.set("a", 1L);
            cache.set("b", 1L);
            cache.retrying().set("c", 1L);
            cache.withTimeout(Duration.ZERO).set("d", 1L);
            cache.asMap().put("e", 1L);
            assertThat(tx.size()).isEqualTo(5);
        });

        assertThat(cache.size()).isZero();
    }

    @Test
    default void transactResult_result_isReturned(Cache<Object, Object> cache) {
        cache.set("key", 41L);

        long sum = cache.transactResult(tx -> tx.increment("key"));
        assertThat(sum).isEqualTo(42);
        Object nothing = cache.transactResult(tx -> tx.get("absent"));
        assertThat(nothing).isNull();
    }

    @Test
    default void transact_exception_rollsBackEveryKindOfWrite(Cache<Object, Object> cache) {
        cache.set("set", Samples.large(1), expireAfter(Duration.ofSeconds(9)).tag("tag"));
        cache.set("counter", 1L);
        cache.set("small", "value");
        for (String key : List.of("delete", "pop", "replace", "deleteAll")) {
            cache.set(key, Samples.large(2), tagged("tag"));
        }
        cache.push(Samples.large(3), "q");
        List<Entry<Object, Object>> before = Listings.comparable(cache);
        long bytes = cache.fileBytes();
        rollBack(cache, tx -> {
            tx.set("set", Samples.large(4));
            tx.set("set", Samples.large(5));
            tx.set("new", Samples.large(6));
            tx.write("stream", Source.of(Samples.large(7)));
            tx.write("small", Source.of(Samples.large(7)));
            tx.setAll(Map.of("a", Samples.large(8), "b", 1L));
            tx.increment("counter");
            tx.increment("another");
            tx.delete("delete");
            tx.pop("pop");
            tx.replace("replace", "small");
            tx.deleteAll(List.of("deleteAll", "a"));
            tx.touch("set", Duration.ofDays(1));
            tx.pull("q");
            tx.push("item", "q");
            tx.evict("tag");
            tx.clear();
            tx.set("after", Samples.large(9));
        });

        assertThat(Listings.comparable(cache)).isEqualTo(before);
        assertThat(cache.size()).isEqualTo(before.size());
        assertThat(cache.fileBytes()).isEqualTo(bytes);
    }

    @Test
    default void transact_error_rollsBackToo(Cache<Object, Object> cache) {
        AssertionError error = new AssertionError("no exception");

        assertThatThrownBy(() -> cache.transact(tx -> {
                    tx.set("key", Samples.large(1));
                    throw error;
                }))
                .isSameAs(error);
        assertThat(cache.size()).isZero();
    }

    @Test
    default void transact_afterARollback_worksAgain(Cache<Object, Object> cache) {
        rollBack(cache, tx -> tx.set("key", "rolled back"));
        cache.transact(tx -> tx.set("key", "committed"));

        assertThat(cache.get("key")).isEqualTo("committed");
    }

    @Test
    default void transact_reads_seeTheWritesBefore(Cache<Object, Object> cache) {
        cache.set("old", "value");
        cache.set("gone", "value");
        cache.transact(tx -> {
            tx.set("new", Samples.large(1), tagged("tag"));
            tx.set("old", "changed");
            tx.delete("gone");
            tx.push("item", "q");

            assertThat(tx.get("new")).isEqualTo(Samples.large(1));
            assertThat(tx.get("old")).isEqualTo("changed");
            assertThat(tx.get("gone")).isNull();
            assertThat(tx.contains("new")).isTrue();
            assertThat(tx.contains("gone")).isFalse();
            assertThat(tx.entry("new").orElseThrow().tag()).isEqualTo("tag");
            assertThat(tx.getAll(List.of("new", "old", "gone"))).hasSize(2);
            try (Blob blob = tx.read("new").orElseThrow()) {
                assertThat(blob.length()).isEqualTo(Samples.LARGE);
            }
            assertThat(tx.peek("q")).isPresent();
            assertThat(tx.size()).isEqualTo(3);
            assertThat(Listings.keys(tx)).containsExactlyInAnyOrder("new", "old", "q-500000000000000");
            assertThat(Listings.keys(tx, Order.KEY)).containsExactly("new", "old", "q-500000000000000");
            assertThat(Listings.entries(tx, Order.KEY)).hasSize(3);
            assertThat(tx.peekItem(Side.BACK)).isPresent();
            assertThat(tx.evict("tag")).isEqualTo(1);
            assertThat(tx.get("new")).isNull();
            assertThat(tx.fileBytes()).isZero();
        });

        assertThat(cache.size()).isEqualTo(2);
    }

    @Test
    default void transact_largeBatches_workInside(Cache<Object, Object> cache) {
        cache.transact(tx -> {
            for (int i = 0; i < 350; i++) {
                tx.set(i, (long) i, tagged(i % 2));
            }
            List<Long> progress = new ArrayList<>();
            assertThat(tx.evict(0, progress::add)).isEqualTo(175);
            assertThat(progress).isNotEmpty();
            assertThat(tx.size()).isEqualTo(175);
        });

        assertThat(cache.size()).isEqualTo(175);
        assertThat(cache.clear()).isEqualTo(175);
    }

    // ---- failures inside

    @Test
    default void transact_failureCaughtInside_leavesTheRest(Cache<Object, Object> cache) {
        cache.set("text", "value");
        cache.set("most", Long.MAX_VALUE);
        cache.transact(tx -> {
            tx.set("before", 1L);
            assertThatThrownBy(() -> tx.increment("text")).isInstanceOf(SerializationException.class);
            assertThatThrownBy(() -> tx.increment("most")).isInstanceOf(ArithmeticException.class);
            assertThatThrownBy(() -> tx.set("wrong", new Object())).isInstanceOf(SerializationException.class);
            assertThatThrownBy(() -> tx.set(Double.NaN, 1L)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(
                            () -> tx.write("broken", Source.of(Samples.large(1)).failingAt(20_000)))
                    .isInstanceOf(UncheckedIOException.class);
            tx.set("after", 1L);
        });

        assertThat(Listings.keys(cache)).containsExactlyInAnyOrder("text", "most", "before", "after");
    }

    // ---- nesting

    @Test
    default void transact_nested_isPartOfTheOuter(Cache<Object, Object> cache) {
        cache.transact(outer -> {
            outer.set("outer", 1L);
            outer.transact(inner -> {
                assertThat(inner.get("outer")).isEqualTo(1L);
                inner.set("inner", Samples.large(1));
            });
            assertThat(outer.get("inner")).isEqualTo(Samples.large(1));
        });
        assertThat(cache.size()).isEqualTo(2);

        rollBack(cache, outer -> cache.transact(inner -> inner.set("inner", Samples.large(2))));
        assertThat(cache.get("inner")).as("the outer one decides").isEqualTo(Samples.large(1));
    }

    @Test
    default void transact_nestedException_passesThroughBothUnlessCaught(Cache<Object, Object> cache) {
        RolledBack failure = new RolledBack();

        assertThatThrownBy(() -> cache.transact(outer -> {
                    outer.set("outer", 1L);
                    outer.transact(inner -> {
                        inner.set("inner", Samples.large(1));
                        throw failure;
                    });
                }))
                .isSameAs(failure);
        assertThat(cache.size()).isZero();
    }

    @Test
    default void transact_nestedThroughViews_joinsToo(Cache<Object, Object> cache) {
        rollBack(cache, outer -> {
            cache.withTimeout(Duration.ZERO).transact(inner -> inner.set("a", 1L));
            cache.retrying().transact(inner -> inner.set("b", 1L));
            assertThat(cache.asMap().merge("c", 1L, (x, y) -> x)).isEqualTo(1L);
            assertThat(outer.size()).isEqualTo(3);
        });

        assertThat(cache.size()).isZero();
    }

    // ---- others

    @Test
    default void transact_untilItEnds_isNotSeenByOthers(Cache<Object, Object> cache, CacheTestbed testbed) {
        Cache<Object, Object> other = testbed.open();
        cache.set("key", "old");
        cache.transact(tx -> {
            tx.set("key", "new");
            tx.set("second", "new");
            for (Cache<Object, Object> each : List.of(cache, other)) {
                testbed.threads().run(() -> {
                    assertThat(each.get("key")).isEqualTo("old");
                    assertThat(each.entry("key")).isPresent();
                    assertThat(each.contains("second")).isFalse();
                    assertThat(each.size()).isEqualTo(1);
                    assertThat(Listings.keys(each)).containsExactly("key");
                    assertThat(Listings.entries(each, Order.KEY)).hasSize(1);
                    assertThat(each.getAll(List.of("key", "second"))).isEqualTo(Map.of("key", "old"));
                    return true;
                });
            }
        });

        assertThat(other.get("key")).isEqualTo("new");
        assertThat(other.get("second")).isEqualTo("new");
    }

    @Test
    default void transact_byManyThreads_isSerial(Cache<Object, Object> cache, CacheTestbed testbed) {
        Cache<Object, Object> other = testbed.open();
        cache.setAll(Map.of("a", 1_000L, "b", 1_000L, "transfers", 0L));
        testbed.threads().race(8, thread -> {
            Cache<Object, Object> mine = thread % 2 == 0 ? cache : other;
            for (int i = 0; i < 20; i++) {
                mine.transact(tx -> {
                    long a = (long) tx.get("a");
                    long b = (long) tx.get("b");
                    assertThat(a + b).isEqualTo(2_000);
                    tx.set("a", a - 1);
                    tx.set("b", b + 1);
                    tx.set("transfers", (long) tx.get("transfers") + 1);
                });
            }
            return true;
        });

        assertThat(cache.getAll(List.of("a", "b", "transfers")))
                .isEqualTo(Map.of("a", 840L, "b", 1_160L, "transfers", 160L));
    }

    @Test
    default void transact_workOfOtherThreads_isNotPartOfIt(Cache<Object, Object> cache, CacheTestbed testbed) {
        CountDownLatch started = new CountDownLatch(1);
        var others = testbed.threads().start(() -> {
            Threads.await(started);
            return cache.set("other thread", 1L);
        });
        rollBack(cache, tx -> {
            tx.set("key", 1L);
            started.countDown();
        });

        assertThat(Threads.result(others)).isTrue();
        assertThat(Listings.keys(cache)).containsExactly("other thread");
    }

    @Test
    default void close_insideItsTransaction_isRefused(Cache<Object, Object> cache) {
        assertThatIllegalStateException()
                .isThrownBy(() -> cache.transact(tx -> {
                    tx.set("key", "value");
                    tx.close();
                }));
        assertThat(cache.size()).isZero();
        cache.transact(tx -> {
            tx.set("key", "value");
            assertThatIllegalStateException().isThrownBy(cache::close);
        });
        assertThat(cache.get("key")).isEqualTo("value");
    }
}
