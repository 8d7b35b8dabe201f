package dev.larder.it.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.larder.Cache;
import dev.larder.FanoutCache;
import dev.larder.Order;
import dev.larder.contract.RawKeys;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import dev.larder.storage.Setting;
import dev.larder.storage.contract.Threads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Caches of shards that Python DiskCache has made, or reads. */
class PythonFanoutTest {

    static final List<String> VERSIONS = Fixture.VERSIONS;

    private static FanoutCache<Encoded, Object> open(Path directory) {
        return FanoutCache.at(directory)
                .keys(new RawKeys())
                .clock(FixtureStore.CLOCK)
                .open();
    }

    private static Encoded key(JsonNode row) {
        return new Encoded(
                FixtureStore.scalar(row.get("key_sql")),
                row.get("raw").asInt() == 0 ? Encoding.PICKLE : Encoding.NATIVE);
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void fanout_madeByPython_hasItsNumberOfShardsAndFindsEveryKey(String version, @TempDir Path target)
            throws Exception {
        Fixture fixture = Fixture.unpack("fanout", version, target);
        List<Encoded> inOrder = new ArrayList<>();
        try (FanoutCache<Encoded, Object> cache = open(fixture.directory())) {
            assertThat(cache.shards())
                    .isEqualTo(fixture.manifest().get("shards").asInt());
            assertThat(cache.size()).isEqualTo(fixture.manifest().get("len").asLong());
            for (FixtureStore shard : fixture.stores()) {
                for (JsonNode row : shard.rows()) {
                    assertThat(cache.get(key(row))).as("%s", row).isEqualTo(value(row));
                    inOrder.add(key(row));
                }
            }
            assertThat(cache.keys(Order.INSERTION)).isEqualTo(inOrder);
            assertThat(cache.check()).isEmpty();
            assertThat(cache.settings().get(Setting.SIZE_LIMIT)).isEqualTo(1L << 30);
        }
        assertThat(fixture.manifest().get("iteration_order")).hasSameSizeAs(inOrder);
        for (int i = 0; i < inOrder.size(); i++) {
            requireSameNativeKey(fixture.manifest().get("iteration_order").get(i), inOrder.get(i));
        }
    }

    private static Object value(JsonNode row) {
        if (row.get("where").asText().equals("file")) {
            return bytes(row.get("file_bytes").asInt());
        }
        Scalar value = FixtureStore.scalar(row.get("value_sql"));
        return value instanceof Scalar.Text text ? text.value() : ((Scalar.Int64) value).value();
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 'z');
        return bytes;
    }

    /** What Python shows of a key, as far as it shows the key itself. */
    private static void requireSameNativeKey(JsonNode shown, Encoded stored) {
        switch (shown.get("t").asText()) {
            case "str" ->
                assertThat(stored.scalar()).isEqualTo(Scalar.of(shown.get("v").asText()));
            case "int" ->
                assertThat(stored.scalar())
                        .isEqualTo(Scalar.of(Long.parseLong(shown.get("v").asText())));
            case "bytes" ->
                assertThat(stored.scalar())
                        .isEqualTo(Scalar.of(
                                HexFormat.of().parseHex(shown.get("hex").asText())));
            case "float" -> assertThat(stored.scalar()).isInstanceOf(Scalar.Float64.class);
            default -> assertThat(stored.encoding()).isEqualTo(Encoding.PICKLE);
        }
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void fanout_madeByPython_isRefusedWithAnotherNumberAndLeftAsItWas(String version, @TempDir Path target)
            throws Exception {
        Path directory = Fixture.unpack("fanout", version, target).directory();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FanoutCache.at(directory).shards(8).open())
                .withMessageContainingAll("4 shards, not 8", "larder reshard " + directory + " 8");
        assertThat(directory.resolve("004")).doesNotExist();
        try (FanoutCache<Object, Object> cache =
                FanoutCache.at(directory).shards(4).open()) {
            assertThat(cache.size()).isEqualTo(100);
        }
        try (Cache<Object, Object> shard = Cache.at(directory.resolve("003")).open()) {
            assertThat(shard.settings().rows()).containsEntry("larder_shards", Scalar.of(4L));
        }
    }

    @Test
    void python_overWhatLarderWrote_findsEveryKeyAndNothingWrong(@TempDir Path directory) throws Exception {
        try (FanoutCache<Object, Object> cache =
                FanoutCache.at(directory).shards(5).sizeLimit(1_000_000_000).open()) {
            for (long i = 0; i < 50; i++) {
                cache.set("text" + i, i);
                cache.set(i - 25, "number " + i);
                cache.set(i + 0.5, new byte[40_000]);
                cache.push(i, "q");
            }
            assertThat(python(directory, """
                    import sys, diskcache
                    cache = diskcache.FanoutCache(sys.argv[1], shards=5, size_limit=1000000000)
                    for i in range(50):
                        assert cache['text%d' % i] == i
                        assert cache[i - 25] == 'number %d' % i
                        assert cache[i + 0.5] == bytes(40000)
                        assert cache['q-%015d' % (500000000000000 + i)] == i
                    assert len(cache) == 200
                    assert list(map(str, cache.check())) == [], cache.check()
                    cache['from python'] = 'seen'
                    print('sound')
                    """)).isEqualTo("sound");
            assertThat(cache.get("from python")).isEqualTo("seen");
            assertThat(cache.settings().get(Setting.SIZE_LIMIT)).isEqualTo(1_000_000_000);
            assertThat(cache.check()).isEmpty();
        }
    }

    @Test
    void fanout_besidePythonThatHoldsAShard_reportsTimeoutsForItAlone(@TempDir Path directory) throws Exception {
        try (FanoutCache<Object, Object> cache =
                FanoutCache.at(directory).shards(2).open()) {
            assertThat(cache.retrying().set(0L, "in shard 0")).isTrue();
            assertThat(cache.retrying().set(1L, "in shard 1")).isTrue();
            Process holder = start(directory, """
                    import sys, diskcache
                    shard = diskcache.Cache(sys.argv[1] + '/001')
                    with shard.transact():
                        print('held', flush=True)
                        sys.stdin.readline()
                    """);
            assertThat(holder.inputReader().readLine()).isEqualTo("held");
            assertThat(cache.set(1L, "new")).isFalse();
            assertThat(cache.pop(1L)).isNull();
            assertThat(cache.get(1L)).isEqualTo("in shard 1");
            assertThat(cache.retrying().set(0L, "new")).isTrue();
            assertThat(cache.stats().timedOut()).isEqualTo(2);
            holder.outputWriter().append("let go\n").flush();
            assertThat(holder.waitFor(60, TimeUnit.SECONDS)).isTrue();

            Threads.await(() -> cache.set(1L, "new"));
            assertThat(cache.get(1L)).isEqualTo("new");
        }
    }

    private static Process start(Path directory, String program) throws IOException {
        return DiskCachePython.process("-c", program, directory.toString())
                .redirectErrorStream(true)
                .start();
    }

    private static String python(Path directory, String program) throws Exception {
        Process process = start(directory, program);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.strip();
    }
}
