package dev.larder.codec.pickle;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What no human thinks of: bytes that a fuzzer makes out of sound pickles, led by the branches they take. Fuzzes where
 * {@code JAZZER_FUZZ} is 1, as it is for the long tests, and otherwise tries the sound pickles only.
 */
@Tag("soak")
final class PickleFuzzTest {

    static Stream<Arguments> seeds() {
        return PickleSeeds.all().stream().map(Arguments::of);
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "10m")
    void decode_anyBytes_isAValueOrRefused(byte[] pickle) {
        HostilePickleTest.assertOutcome(pickle);
    }
}
