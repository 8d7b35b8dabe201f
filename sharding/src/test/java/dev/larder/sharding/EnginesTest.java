package dev.larder.sharding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract on engines of their own is among the long tests; the log of each build says where it would not run. */
final class EnginesTest {

    @ParameterizedTest
    @EnumSource
    @SuppressWarnings("SystemOut") // it belongs into the log of a build
    void engine_thatIsNotThere_isSaidNotToHaveRun(Engine engine) {
        System.out.println(engine.told());
        assertThat(engine.told().contains("not run")).isEqualTo(engine.origin() == null);
    }
}
