package dev.larder.it.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import dev.larder.Deque;
import dev.larder.FanoutCache;
import dev.larder.Index;
import dev.larder.Larder;
import dev.larder.WriteOptions;
import dev.larder.codec.pickle.None;
import dev.larder.codec.pickle.Pickles;
import dev.larder.codec.pickle.Tuple;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Setting;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pickled keys and values in collections that Java and Python use at the same time. */
class PickledSharingTest {

    private static final Pickles PICKLES = Pickles.data();

    private static Cache<Object, Object> cache(Path directory) {
        return Cache.at(directory).keys(PICKLES.keys()).values(PICKLES.values()).open();
    }

    /** A store that Python has made remembers the protocol of its pickles. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void cache_inPythonsProtocol_isOneForBoth(int protocol, @TempDir Path directory) throws Exception {
        try (PythonConsole python = PythonConsole.open(directory)) {
            python.evaluate("cache.reset('disk_pickle_protocol', " + protocol + ")");
            python.evaluate("globals().update(uuid=__import__('uuid'), datetime=__import__('datetime'),"
                    + " Decimal=__import__('decimal').Decimal, when=__import__('datetime').date(2024, 2, 29))");
            try (Cache<Object, Object> cache = cache(directory)) {
                Object key = Tuple.of("Berlin", LocalDate.of(2024, 2, 29));
                python.evaluate("cache.set(('Berlin', when), {'max': Decimal('9.5'), 'hours': [3, 4]}, tag='de')");
                assertThat(cache.get(key)).isEqualTo(Map.of("max", new BigDecimal("9.5"), "hours", List.of(3L, 4L)));
                assertThat(cache.entry(key).orElseThrow().tag()).isEqualTo("de");

                cache.set(key, List.of(Tuple.of(1, null)), WriteOptions.tagged("de"));
                cache.set(true, BigInteger.ONE.shiftLeft(100));
                cache.set(None.NONE, Map.of(1, "one"));
                cache.set(new UUID(1, 2), Arrays.asList(new byte[] {1}, 2.5, false));
                assertThat(python.evaluate("cache[('Berlin', when)], cache[True], cache[None]"))
                        .isEqualTo("([(1, None)], " + BigInteger.ONE.shiftLeft(100) + ", {1: 'one'})");
                assertThat(python.evaluate("cache[uuid.UUID(int=(1 << 64) + 2)]"))
                        .isEqualTo("[b'\\x01', 2.5, False]");
                assertThat(python.evaluate("cache.evict('de'), len(cache), cache.check()"))
                        .isEqualTo("(1, 3, [])");
                assertThat(cache.get(key)).isNull();
                assertThat(cache.check()).isEmpty();
                assertThat(cache.settings().get(Setting.PICKLE_PROTOCOL)).isEqualTo(protocol);
            }
        }
    }

    /** Python refers back to an object that comes twice, which a constant of its program is. */
    @Test
    void cache_keyOfOneObjectTwice_isFoundAndStaysOneEntry(@TempDir Path directory) throws Exception {
        try (PythonConsole python = PythonConsole.open(directory);
                Cache<Object, Object> cache = cache(directory)) {
            Tuple key = Tuple.of("from here", "from here");
            python.evaluate("cache.set(('from here', 'from here'), 1)");

            assertThat(cache.get(key)).isEqualTo(1L);
            assertThat(cache.contains(key)).isTrue();
            assertThat(cache.increment(key, 2, 0)).isEqualTo(3);
            assertThat(cache.getAll(List.of(key))).containsExactly(Map.entry(key, 3L));
            assertThat(cache.asMap().put(key, 5L)).isEqualTo(3L);
            assertThat(cache.size()).isEqualTo(1);
            assertThat(python.evaluate("cache[('from here', 'from here')]")).isEqualTo("5");
            assertThat(cache.delete(key)).isTrue();
            assertThat(cache).isEmpty();

            cache.set(key, 7L);
            assertThat(python.evaluate("cache.get((''.join(['from', ' here']), ''.join(['from ', 'here'])))"))
                    .isEqualTo("7");
        }
    }

    @Test
    void fanout_pickledKeys_areInTheShardsThatPythonLooksIn(@TempDir Path directory) throws Exception {
        try (FanoutCache<Object, Object> cache = FanoutCache.at(directory.resolve("fanout"))
                        .keys(PICKLES.keys())
                        .values(PICKLES.values())
                        .shards(8)
                        .open();
                PythonConsole python = PythonConsole.open(directory.resolve("other"))) {
            for (long i = 0; i < 50; i++) {
                cache.set(Tuple.of("java", i), List.of(i));
            }
            python.evaluate("globals().update(fanout=__import__('diskcache').FanoutCache('"
                    + directory.resolve("fanout") + "', shards=8))");
            python.evaluate("[fanout.set(('python', i), {'i': i}) for i in range(50)]");

            assertThat(python.evaluate("[fanout[('java', i)] for i in range(50)] == [[i] for i in range(50)]"))
                    .isEqualTo("True");
            for (long i = 0; i < 50; i++) {
                assertThat(cache.get(Tuple.of("python", i))).isEqualTo(Map.of("i", i));
            }
            assertThat(python.evaluate("len(fanout), fanout.check()")).isEqualTo("(100, [])");
            assertThat(cache.check()).isEmpty();
        }
    }

    @Test
    void deque_ofDicts_isOneForBoth(@TempDir Path directory) throws Exception {
        try (PythonConsole python = PythonConsole.open(directory);
                Deque<Object> deque =
                        Deque.at(directory).values(PICKLES.values()).open()) {
            python.evaluate("globals().update(deque=Deque.fromcache(cache))");
            python.evaluate("deque.extend([{'job': 1}, ('job', 2)])");
            deque.addFirst(Map.of("job", 0));

            assertThat(python.evaluate("list(deque)")).isEqualTo("[{'job': 0}, {'job': 1}, ('job', 2)]");
            assertThat(deque.pollLast()).isEqualTo(Tuple.of("job", 2L));
            assertThat(python.evaluate("deque.popleft()")).isEqualTo("{'job': 0}");
            assertThat(deque).containsExactly(Map.of("job", 1L));
            assertThat(python.evaluate("cache.check()")).isEqualTo("[]");
        }
    }

    @Test
    void index_ofTuples_isOneForBothAndInOrder(@TempDir Path directory) throws Exception {
        try (Index<Object, Object> index = Index.at(directory)
                        .keys(PICKLES.keys())
                        .values(PICKLES.values())
                        .open();
                PythonConsole python = PythonConsole.open(directory)) {
            python.evaluate("globals().update(index=Index.fromcache(cache))");
            index.put(Tuple.of("b", 1), List.of("x"));
            python.evaluate("index.update([(('a', 2), {'y': None})])");
            index.putFirst(Tuple.of("c", 3), Map.of());

            assertThat(python.evaluate("list(index.items())"))
                    .isEqualTo("[(('c', 3), {}), (('b', 1), ['x']), (('a', 2), {'y': None})]");
            assertThat(index.keySet()).containsExactly(Tuple.of("c", 3L), Tuple.of("b", 1L), Tuple.of("a", 2L));
            assertThat(python.evaluate("index.popitem()")).isEqualTo("(('a', 2), {'y': None})");
            assertThat(index.pollFirstEntry()).isEqualTo(Map.entry(Tuple.of("c", 3L), Map.of()));
            assertThat(index.cache().settings().get(Setting.EVICTION_POLICY)).isEqualTo(EvictionPolicy.NONE);
            assertThat(python.evaluate("len(index), cache.check()")).isEqualTo("(1, [])");
        }
    }

    @Test
    void larder_collectionsByName_areThoseOfPythonsFanout(@TempDir Path directory) throws Exception {
        try (PythonConsole python = PythonConsole.open(directory.resolve("other"))) {
            python.evaluate("globals().update(fanout=__import__('diskcache').FanoutCache('" + directory.resolve("root")
                    + "', shards=2))");
            python.evaluate("fanout.cache('hits').set(('page', 1), [1, 2])");
            python.evaluate("fanout.deque('jobs').append({'n': 1})");
            python.evaluate("fanout.index('people').update({('ada', 36): {'born': 1815}})");
            try (Larder larder = Larder.open(directory.resolve("root"))) {
                Cache<Object, Object> hits = larder.cache("hits", PICKLES.keys(), PICKLES.values());
                Deque<Object> jobs = larder.deque("jobs", PICKLES.values());
                Index<Object, Object> people = larder.index("people", PICKLES.keys(), PICKLES.values());

                assertThat(hits.get(Tuple.of("page", 1L))).isEqualTo(List.of(1L, 2L));
                assertThat(jobs.peekFirst()).isEqualTo(Map.of("n", 1L));
                assertThat(people.get(Tuple.of("ada", 36L))).isEqualTo(Map.of("born", 1815L));
                people.put(Tuple.of("alan", 41L), Map.of("born", 1912L));
            }
            assertThat(python.evaluate("fanout.index('people')[('alan', 41)]")).isEqualTo("{'born': 1912}");
        }
    }
}
