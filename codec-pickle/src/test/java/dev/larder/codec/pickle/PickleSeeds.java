package dev.larder.codec.pickle;

import dev.larder.codec.Codec;
import dev.larder.storage.Encoded;
import dev.larder.storage.Scalar;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Sound pickles to begin with: those recorded of Python, and some of all types in all protocols that are written. */
final class PickleSeeds {

    private PickleSeeds() {}

    static List<byte[]> all() {
        List<byte[]> seeds = new ArrayList<>();
        Stream.concat(RecordedKeysTest.keys().stream(), RecordedKeysTest.pickledKeys().stream())
                .filter(recorded -> recorded.has("stored_hex"))
                .forEach(recorded -> seeds.add(
                        HexFormat.of().parseHex(recorded.get("stored_hex").textValue())));
        PicklesTest.POINTS.forEach(hex -> seeds.add(HexFormat.of().parseHex(hex)));
        seeds.add(HexFormat.of().parseHex(PicklesTest.ORDERED));
        for (int seed = 0; seed < 40; seed++) {
            Codec<Object> codec =
                    Pickles.data().values().in(Settings.defaults().with(Setting.PICKLE_PROTOCOL, 2L + seed % 4));
            Encoded encoded = codec.encode(Tuple.of(SomeData.value(new Random(seed), 3)));
            byte[] pickle = ((Scalar.Bytes) encoded.scalar()).value();
            if (pickle.length < 1_000) {
                seeds.add(pickle);
            }
        }
        return seeds;
    }
}
