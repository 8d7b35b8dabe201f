package dev.larder.codec.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.codec.Codec;
import dev.larder.codec.pickle.LivePython.Answer;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What CPython writes is read, what is written CPython reads, and keys are CPython's byte for byte. */
final class LivePythonTest {

    private static LivePython python;

    @BeforeAll
    static void start() throws Exception {
        python = LivePython.start();
    }

    @AfterAll
    static void stop() {
        if (python != null) {
            python.close();
        }
    }

    @Test
    void someData_bothWays_isTheSame() throws Exception {
        compare(400);
    }

    @Test
    @Tag("soak")
    void muchData_bothWays_isTheSame() throws Exception {
        compare(20_000);
    }

    private static void compare(int values) throws Exception {
        for (long seed = 0; seed < values; seed++) {
            int protocol = 2 + (int) (seed % 4);
            compareValue(SomeData.value(new Random(seed), 5), protocol, seed);
            compareKey(SomeData.key(new Random(seed), 5), protocol, seed);
        }
    }

    private static void compareValue(Object value, int protocol, long seed) throws Exception {
        Codec<Object> codec = inProtocol(Pickles.data().values(), protocol);
        // natively what can be, so a list around it
        Tuple whole = Tuple.of(value);
        byte[] pickle = bytes(codec.encode(whole));
        Answer answer = python.ask(whole, protocol, pickle);

        assertThat(answer.same()).as("value of seed %d", seed).isTrue();
        assertThat(DataJson.toJson(codec.decode(pickled(pickle))))
                .as("seed %d", seed)
                .isEqualTo(DataJson.toJson(whole));
        for (byte[] theirs : answer.pickles()) {
            assertThat(DataJson.toJson(codec.decode(pickled(theirs))))
                    .as("value of seed %d", seed)
                    .isEqualTo(DataJson.toJson(whole));
        }
    }

    private static void compareKey(Object key, int protocol, long seed) throws Exception {
        Codec<Object> codec = inProtocol(Pickles.data().keys(), protocol);
        Tuple whole = Tuple.of(key, key);
        byte[] pickle = bytes(codec.encode(whole));
        Answer answer = python.ask(whole, protocol, pickle);

        assertThat(pickle).as("key of seed %d", seed).isEqualTo(answer.key());
        assertThat(bytes(codec.otherForm(whole)))
                .as("shared key of seed %d", seed)
                .isEqualTo(answer.shared());
    }

    private static <T> Codec<T> inProtocol(Codec<T> codec, long protocol) {
        return codec.in(Settings.defaults().with(Setting.PICKLE_PROTOCOL, protocol));
    }

    private static Encoded pickled(byte[] pickle) {
        return new Encoded(Scalar.of(pickle), Encoding.PICKLE);
    }

    private static byte[] bytes(Encoded encoded) {
        assertThat(encoded.encoding()).isEqualTo(Encoding.PICKLE);
        return ((Scalar.Bytes) encoded.scalar()).value();
    }
}
