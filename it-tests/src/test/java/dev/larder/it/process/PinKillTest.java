package dev.larder.it.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that has pinned files. */
class PinKillTest {

    private static final byte[] SMALL = {1, 2, 3};
    private static final byte[] LARGE = Programs.fileValue(7);

    @Test
    void kill_whilePinning_leavesFilesThatStayForTheirLeaseAndNoLonger(@TempDir Path directory) throws Exception {
        try (Cache<Object, Object> cache =
                Cache.at(directory).checkGracePeriod(Duration.ZERO).open()) {
            cache.set("small", SMALL);
            cache.set("large", LARGE);
            List<Path> pinned = new ArrayList<>();
            try (ChildJvm child = ChildJvm.start(Programs.PinForever.class, directory)) {
                for (int i = 0; i < 20; i++) {
                    pinned.add(Path.of(child.readLine()));
                }
                cache.set("small", "another");
                cache.set("large", SMALL);
                child.kill();
            }
            cache.clear();
            cache.expire();
            assertThat(cache.repair()).isEmpty();

            for (int i = 0; i < pinned.size(); i++) {
                assertThat(pinned.get(i)).hasBinaryContent(i % 2 == 0 ? SMALL : LARGE);
            }
        }
        // two hours: what was just being copied ends an hour later than a lease
        InstantSource later =
                InstantSource.fixed(Instant.now().plus(Duration.ofHours(2).plusSeconds(1)));
        try (Cache<Object, Object> cache = Cache.at(directory).clock(later).open()) {
            assertThat(directory.resolve("cache.db.pins")).doesNotExist();
            assertThat(cache.check()).isEmpty();
        }
        assertThat(valueFiles(directory)).isEmpty();
    }

    private static List<Path> valueFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("cache.db"))
                    .filter(Files::isRegularFile)
                    .toList();
        }
    }
}
