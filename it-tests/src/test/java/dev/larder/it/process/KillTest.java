package dev.larder.it.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import dev.larder.storage.Finding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a writing process again and again, each time at another point, and looks what is left. */
class KillTest {

    @Test
    void kill_whileWriting_keepsWhatWasAcknowledged(@TempDir Path directory) throws Exception {
        killAndLook(directory, 8);
    }

    @Test
    @Tag("soak")
    void kill_whileWritingManyTimes_keepsWhatWasAcknowledged(@TempDir Path directory) throws Exception {
        killAndLook(directory, 80);
    }

    private static void killAndLook(Path directory, int kills) throws Exception {
        long acknowledged = -1;
        for (int round = 0; round < kills; round++) {
            try (ChildJvm child = ChildJvm.start(Programs.WriteForever.class, directory, acknowledged + 1)) {
                long acknowledgedBefore = acknowledged;
                int lines = ThreadLocalRandom.current().nextInt(1, 200);
                for (int line = 0; line < lines; line++) {
                    acknowledged = Long.parseLong(child.readLine());
                }
                child.kill();
                for (String line = child.readLine(); line != null && !line.isEmpty(); line = child.readLine()) {
                    acknowledged = Math.max(acknowledged, Long.parseLong(line)); // said before it died
                }
                assertThat(acknowledged).isGreaterThan(acknowledgedBefore);
            }
            look(directory, acknowledged);
        }
    }

    /** The process may have been killed inside the work for the number after the one that it said last. */
    private static void look(Path directory, long acknowledged) {
        try (Cache<Object, Object> cache =
                Cache.at(directory).checkGracePeriod(Duration.ZERO).open()) {
            for (long number = 0; number <= acknowledged; number++) {
                assertThat(cache.get("small-" + number)).isEqualTo(number);
            }
            for (long slot = Math.max(0, acknowledged - 15); slot <= acknowledged; slot++) {
                byte[] large = (byte[]) cache.get("large-" + slot % 16);
                byte[] written = Programs.fileValue(slot);
                byte[] next = Programs.fileValue(slot + 16);
                assertThat(large)
                        .satisfiesAnyOf(
                                value -> assertThat(value).isEqualTo(written),
                                value -> assertThat(value).isEqualTo(next));
            }
            long a = (Long) cache.get("a");
            assertThat(a).isEqualTo(cache.get("b")).isGreaterThanOrEqualTo(acknowledged + 1);
            assertThat(cache.check())
                    .as("a killed process may leave a file that no entry names, and its directory, nothing else")
                    .extracting(Finding::kind)
                    .isSubsetOf(List.of(Finding.Kind.UNKNOWN_FILE, Finding.Kind.EMPTY_DIRECTORY));
            cache.repair();
            assertThat(cache.check()).isEmpty();
        }
    }
}
