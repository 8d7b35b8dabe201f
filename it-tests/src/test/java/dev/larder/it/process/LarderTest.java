package dev.larder.it.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Larder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks and counters of a larder between JVMs. */
class LarderTest {

    private static final int TIMES = 150;

    @Test
    void lockAndCounter_byThreeProcesses_loseNothing(@TempDir Path directory) throws Exception {
        try (Larder larder = Larder.open(directory);
                ChildJvm one = ChildJvm.start(LarderPrograms.Count.class, directory, TIMES);
                ChildJvm other = ChildJvm.start(LarderPrograms.Count.class, directory, TIMES)) {
            one.await("ready");
            other.await("ready");
            one.say("go");
            other.say("go");
            LarderPrograms.count(larder, TIMES);
            assertThat(one.join()).isZero();
            assertThat(other.join()).isZero();

            assertThat(LarderPrograms.numbers(larder).get("number")).isEqualTo(3L * TIMES);
            assertThat(larder.counter("count").get()).isEqualTo(3L * TIMES);
            assertThat(larder.lock("turn").isLocked()).isFalse();
        }
    }
}
