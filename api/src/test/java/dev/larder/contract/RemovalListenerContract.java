package dev.larder.contract;

import static dev.larder.WriteOptions.expireAfter;
import static dev.larder.WriteOptions.tagged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.Removal;
import dev.larder.RemovalListener;
import dev.larder.WriteOptions;
import dev.larder.codec.Codec;
import dev.larder.storage.RemovalCause;
import dev.larder.storage.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Being told of removed and replaced entries: {@code removalListener}. */
public interface RemovalListenerContract extends CacheUnderTest {

    WriteOptions BRIEFLY = expireAfter(Duration.ofSeconds(1));

    /** Keeps what it is told. */
    final class Told implements RemovalListener<Object> {

        private final List<Removal<Object>> removals = new CopyOnWriteArrayList<>();

        @Override
        public void removed(Removal<Object> removal) {
            removals.add(removal);
        }

        /** Keys and causes since this was last asked, in alphabetical order. */
        List<String> sinceLast() {
            List<String> told = new ArrayList<>();
            removals.forEach(removal -> told.add(removal.key() + " " + removal.cause()));
            removals.clear();
            return told.stream().sorted().toList();
        }
    }

    private static Cache<Object, Object> open(CacheTestbed testbed, RemovalListener<Object> listener) {
        return testbed.open(options -> options.removalListener(listener));
    }

    @Test
    default void listener_everyWrite_isToldOfWhatItReplaces(CacheTestbed testbed) {
        Told told = new Told();
        Cache<Object, Object> cache = open(testbed, told);
        cache.set("a", 1L);
        cache.add("b", 1L);
        cache.setAll(Map.of("c", 1L, "d", 1L));
        cache.increment("e");
        cache.push(1L, "q");
        cache.write("f", Source.of((byte) 1));
        assertThat(told.sinceLast()).as("new entries").isEmpty();

        cache.set("a", 2L);
        cache.set("a", 2L);
        cache.replace("b", 2L);
        cache.setAll(Map.of("c", 2L, "new", 1L));
        cache.compareAndSet("d", 1L, 2L);
        cache.write("f", Source.of((byte) 2));
        assertThat(told.sinceLast())
                .containsExactly("a REPLACED", "a REPLACED", "b REPLACED", "c REPLACED", "d REPLACED", "f REPLACED");
    }

    @Test
    default void listener_everyRemoval_isToldOfWhatIsGone(CacheTestbed testbed) {
        Told told = new Told();
        Cache<Object, Object> cache = open(testbed, told);
        cache.setAll(Map.of("a", 1L, "b", Samples.large(1), "c", 1L, "d", 1L, "e", 1L));
        cache.push(1L, "q");
        cache.delete("a");
        cache.pop("b");
        cache.popEntry("c");
        cache.deleteAll(List.of("d", "absent"));
        cache.pull("q");
        assertThat(told.sinceLast())
                .containsExactly("a REMOVED", "b REMOVED", "c REMOVED", "d REMOVED", "q-500000000000000 REMOVED");
        cache.clear();
        assertThat(told.sinceLast()).containsExactly("e REMOVED");
    }

    @Test
    default void listener_batchRemovals_tellTheirCauses(CacheTestbed testbed) {
        Told told = new Told();
        Cache<Object, Object> cache = open(testbed, told);
        cache.configure(Setting.CULL_LIMIT, 0L);
        cache.set("tagged", 1L, tagged("tag"));
        cache.set("prefix", 1L);
        cache.set("expired", 1L, BRIEFLY);
        testbed.clock().advanceSeconds(2);

        cache.evict("tag");
        assertThat(told.sinceLast()).containsExactly("tagged EVICTED");
        cache.evictPrefix("pre");
        assertThat(told.sinceLast()).containsExactly("prefix EVICTED");
        cache.expire();
        assertThat(told.sinceLast()).containsExactly("expired EXPIRED");

        cache.set("expired", 1L, BRIEFLY);
        testbed.clock().advanceSeconds(2);
        cache.set("old", 1L);
        cache.configure(Setting.SIZE_LIMIT, 0L);
        cache.cull();
        assertThat(told.sinceLast()).containsExactly("expired EXPIRED", "old EVICTED");
    }

    @Test
    default void listener_expiredEntryOverwritten_isToldThatItExpired(CacheTestbed testbed) {
        Told told = new Told();
        Cache<Object, Object> cache = open(testbed, told);
        for (String key : List.of("set", "add", "increment")) {
            cache.set(key, 1L, BRIEFLY);
            testbed.clock().advanceSeconds(1);
            switch (key) {
                case "set" -> cache.set(key, 2L);
                case "add" -> cache.add(key, 2L);
                default -> cache.increment(key);
            }
            assertThat(told.sinceLast()).containsExactly(key + " EXPIRED");
        }
    }

    @Test
    default void listener_whatRemovesNothing_isNotTold(CacheTestbed testbed) {
        Told told = new Told();
        Cache<Object, Object> cache = open(testbed, told);
        cache.set("key", 1L, BRIEFLY);
        cache.touch("key");
        cache.get("key");
        cache.add("key", 2L);
        cache.compareAndSet("key", 5L, 2L);
        cache.delete("absent");
        cache.evict("tag");
        cache.check();
        cache.close();

        assertThat(told.sinceLast()).isEmpty();
    }

    @Test
    default void removal_ofAnEntry_knowsWhatItWas(CacheTestbed testbed) {
        Told told = new Told();
        Cache<Object, Object> cache = open(testbed, told);
        cache.set("full", Samples.large(1), expireAfter(Duration.ofSeconds(5)).tag(new byte[] {1}));
        cache.set(7L, "value");
        cache.delete("full");
        cache.delete(7);

        Removal<Object> full = told.removals.get(0);
        assertThat(full.key()).isEqualTo("full");
        assertThat(full.cause()).isEqualTo(RemovalCause.REMOVED);
        assertThat(full.expiry()).isEqualTo(testbed.clock().instant().plusSeconds(5));
        assertThat(full.tag()).isEqualTo(new byte[] {1});
        assertThat(full.size()).isEqualTo(Samples.LARGE);
        assertThat(told.removals.get(1)).isEqualTo(new Removal<>(7L, RemovalCause.REMOVED, null, null, 0));
    }

    @Test
    default void listener_ofTypedKeys_isToldThose(CacheTestbed testbed) {
        List<String> keys = new ArrayList<>();
        Cache<String, Object> cache = testbed.open(
                options -> options.keys(Codec.string()).removalListener(removal -> keys.add(removal.key())));
        Cache<Object, Object> natives = testbed.open();
        natives.set(5L, "a key of another type");
        cache.set("key", 1L);
        cache.clear();

        assertThat(keys).containsExactly("key");
    }

    // ---- when and where

    @Test
    default void listener_inATransaction_isToldAfterItsCommit(CacheTestbed testbed) {
        Told told = new Told();
        Cache<Object, Object> cache = open(testbed, told);
        cache.setAll(Map.of("a", 1L, "b", 1L));
        cache.transact(outer -> {
            outer.delete("a");
            outer.transact(inner -> inner.set("b", 2L));
            assertThat(told.removals).as("before the commit").isEmpty();
        });

        assertThat(told.sinceLast()).containsExactly("a REMOVED", "b REPLACED");
    }

    @Test
    default void listener_rolledBack_isNotTold(CacheTestbed testbed) {
        Told told = new Told();
        Cache<Object, Object> cache = open(testbed, told);
        cache.setAll(Map.of("a", 1L, "b", Samples.large(1)));
        assertThatThrownBy(() -> cache.transact(tx -> {
                    tx.delete("a");
                    tx.set("b", 2L);
                    tx.clear();
                    throw new IllegalStateException("roll back");
                }))
                .hasMessage("roll back");
        assertThat(told.sinceLast()).isEmpty();

        cache.delete("a");
        assertThat(told.sinceLast()).as("nothing of before").containsExactly("a REMOVED");
    }

    @Test
    default void listener_onTheThreadThatDidIt_isToldBeforeTheCallReturns(CacheTestbed testbed) {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        Cache<Object, Object> cache = open(testbed, removal -> threads.add(Thread.currentThread()));
        cache.set("key", 1L);
        Thread other = testbed.threads().run(() -> {
            cache.delete("key");
            assertThat(threads).containsExactly(Thread.currentThread());
            return Thread.currentThread();
        });

        assertThat(threads).containsExactly(other);
    }

    @Test
    default void listener_whatOthersRemove_isNotReported(CacheTestbed testbed) {
        Told told = new Told();
        Cache<Object, Object> cache = open(testbed, told);
        cache.set("key", 1L);
        testbed.open().delete("key");

        assertThat(cache.contains("key")).isFalse();
        assertThat(told.sinceLast()).isEmpty();
    }

    @Test
    default void listener_usingTheCache_meetsNoLock(CacheTestbed testbed) {
        AtomicReference<Cache<Object, Object>> opened = new AtomicReference<>();
        List<Object> seen = new CopyOnWriteArrayList<>();
        Cache<Object, Object> cache = open(testbed, removal -> {
            if (removal.key().equals("key")) {
                seen.add(opened.get().get("key"));
                opened.get().set("by the listener", 1L);
                testbed.threads().run(() -> opened.get().set("by another thread meanwhile", 1L));
            }
        });
        opened.set(cache);
        cache.set("key", "old");
        cache.set("key", "new");

        assertThat(seen).containsExactly("new");
        assertThat(cache.size()).isEqualTo(3);
    }

    @Test
    default void listener_closingTheCache_isRefused(CacheTestbed testbed) {
        AtomicReference<Cache<Object, Object>> opened = new AtomicReference<>();
        List<String> refused = new CopyOnWriteArrayList<>();
        opened.set(open(testbed, removal -> {
            assertThatIllegalStateException().isThrownBy(() -> opened.get().close());
            refused.add("refused");
        }));
        opened.get().set("key", 1L);
        opened.get().delete("key");

        assertThat(refused).containsExactly("refused");
        assertThat(opened.get().set("key", 2L)).isTrue();
    }

    @Test
    default void listener_thatThrows_changesNothing(CacheTestbed testbed) {
        Told told = new Told();
        Cache<Object, Object> cache = open(testbed, removal -> {
            told.removed(removal);
            throw new IllegalStateException("a fault of the listener");
        });
        cache.setAll(Map.of("a", 1L, "b", Samples.large(1), "c", 1L));

        assertThat(cache.delete("a")).isTrue();
        assertThat(cache.set("b", 2L)).isTrue();
        assertThat(cache.clear()).isEqualTo(2);
        assertThat(told.sinceLast()).containsExactly("a REMOVED", "b REMOVED", "b REPLACED", "c REMOVED");
        assertThat(cache.size()).isZero();
    }

    @Test
    default void removalListener_givenTwice_isRefused(CacheTestbed testbed) {
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> testbed.builder().removalListener(removal -> {}).removalListener(removal -> {}));
    }
}
