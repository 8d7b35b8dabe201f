package dev.larder.it.python;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.larder.Index;
import dev.larder.QueueItem;
import dev.larder.Undecodable;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Indexes that Python DiskCache has made, or uses at the same time. */
class PythonIndexTest {

    static final List<String> VERSIONS = Fixture.VERSIONS;

    /** Python's pickled keys and values are passed over. */
    private static Index<Object, Object> open(Path directory) {
        return Index.at(directory).undecodable(Undecodable.MISS).open();
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void index_madeByPython_hasItsOrderAndKeepsIt(String version, @TempDir Path target) throws Exception {
        FixtureStore fixture = Fixture.unpack("index", version, target).store();
        List<Object> expected = new ArrayList<>();
        for (JsonNode row : fixture.rows()) {
            if (row.get("raw").asInt() == 1 && row.get("mode").asInt() != 4) {
                JsonNode key = row.get("key").get("v");
                expected.add(
                        row.get("key_sql").get("s").asText().equals("integer") ? (Object) key.asLong() : key.asText());
            }
        }
        assertThat(expected).hasSizeGreaterThan(3);
        try (Index<Object, Object> index = open(fixture.directory())) {
            assertThat(readable(index)).containsExactlyElementsOf(expected);
            assertThat(index.count()).isEqualTo(fixture.rows().size());
            Object first = expected.get(0);
            Object last = expected.get(expected.size() - 1);
            index.put(first, "updated");
            assertThat(readable(index)).containsExactlyElementsOf(expected);
            assertThat(index.putFirst(last, "moved")).as("moves all rows once").isNotNull();
            index.putFirst("new", 1L);

            expected.remove(last);
            expected.add(0, last);
            expected.add(0, "new");
            assertThat(readable(index)).containsExactlyElementsOf(expected);
            assertThat(index.firstEntry()).isEqualTo(entry("new", 1L));
            assertThat(index.cache().settings().get(Setting.EVICTION_POLICY)).isEqualTo(EvictionPolicy.NONE);
            assertThat(index.cache().check()).isEmpty();
        }
    }

    private static List<Object> readable(Index<Object, Object> index) {
        List<Object> keys = new ArrayList<>();
        index.forEach((key, value) -> keys.add(key));
        return keys;
    }

    @Test
    void index_usedByBothAtOnce_isOne(@TempDir Path directory) throws Exception {
        try (Index<Object, Object> index = open(directory);
                PythonConsole python = PythonConsole.open(directory)) {
            python.evaluate("globals().update(index=Index.fromcache(cache))");
            index.put("b", 2L);
            index.put("c", "text");
            index.putFirst("a", new byte[] {1});
            assertThat(python.evaluate("list(index.items())")).isEqualTo("[('a', b'\\x01'), ('b', 2), ('c', 'text')]");
            assertThat(python.evaluate("index == OrderedDict([('a', b'\\x01'), ('b', 2), ('c', 'text')])"))
                    .isEqualTo("True");
            assertThat(python.evaluate("index == OrderedDict([('b', 2), ('a', b'\\x01'), ('c', 'text')])"))
                    .isEqualTo("False");

            python.evaluate("index.update([('b', 3), ('d', 4.5)])");
            assertThat(index.keySet()).containsExactly("a", "b", "c", "d");
            assertThat(index.lastEntry()).isEqualTo(entry("d", 4.5));
            assertThat(python.evaluate("index.popitem(last=False)")).isEqualTo("('a', b'\\x01')");
            assertThat(index.pollLastEntry()).isEqualTo(entry("d", 4.5));
            assertThat(python.evaluate("index.peekitem()")).isEqualTo("('c', 'text')");
            assertThat(python.evaluate("index.setdefault('b', 9)")).isEqualTo("3");
            assertThat(index.setDefault("e", 5L)).isEqualTo(5L);
            index.putLast("b", 6L);
            assertThat(python.evaluate("list(reversed(index))")).isEqualTo("['b', 'e', 'c']");
            assertThat(python.evaluate("index.push('pushed', prefix='q')")).isEqualTo("'q-500000000000000'");
            assertThat(index.pull("q").map(QueueItem::value)).contains("pushed");
            index.clear();
            python.evaluate("index.__setitem__('x', 1)");
            index.putFirst("y", 2L);
            assertThat(python.evaluate("list(index), len(index), cache.check()"))
                    .isEqualTo("(['y', 'x'], 2, [])");
            assertThat(index.cache().check()).isEmpty();
        }
    }

    @Test
    void sorted_keysOfPython_areInItsOrderOfKeys(@TempDir Path directory) throws Exception {
        try (Index<Object, Object> index = open(directory);
                PythonConsole python = PythonConsole.open(directory)) {
            python.evaluate("[cache.set(key, 1) for key in (b'b', 'z', 'a', 2.5, 10, 1, '\\uffff', '\\U0001f600')]");

            assertThat(List.copyOf(index.sorted().keySet()).subList(0, 7))
                    .containsExactly(1L, 2.5, 10L, "a", "z", "\uffff", "\ud83d\ude00");
            assertThat(python.evaluate(
                            "list(cache.iterkeys())" + " == [1, 2.5, 10, 'a', 'z', '\\uffff', '\\U0001f600', b'b']"))
                    .isEqualTo("True");
            assertThat(index.sorted().lastKey()).isEqualTo(new byte[] {'b'});
        }
    }

    @Test
    void pollFirst_javaAndPythonAtOnce_takeEachEntryOnce(@TempDir Path directory) throws Exception {
        try (Index<Object, Object> index = open(directory);
                PythonConsole python = PythonConsole.open(directory)) {
            List<Long> all = LongStream.range(0, 300).boxed().toList();
            index.transact(tx -> all.forEach(key -> tx.put(key, key)));
            python.evaluate("globals().update(index=Index.fromcache(cache))");
            python.begin("[index.popitem(last=False)[0] for _ in range(100)]");
            List<Long> taken = new ArrayList<>();
            while (taken.size() < 200) {
                taken.add((Long) index.pollFirstEntry().getKey());
            }
            Arrays.stream(python.answer().replaceAll("[\\[\\] ]", "").split(","))
                    .map(Long::valueOf)
                    .forEach(taken::add);

            assertThat(taken).containsExactlyInAnyOrderElementsOf(all);
            assertThat(index).isEmpty();
        }
    }
}
