package dev.larder.it.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Delivery;
import dev.larder.WorkQueue;
import dev.larder.codec.Codec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A work queue in a directory that Python DiskCache uses at the same time. */
class PythonWorkQueueTest {

    private static final String LARGE = "x".repeat(50_000);

    @Test
    void check_ofPythonThatRepairs_leavesItemsAndTheirFilesAlone(@TempDir Path directory) throws Exception {
        try (PythonConsole python = PythonConsole.open(directory);
                WorkQueue<String> queue = WorkQueue.at(directory)
                        .values(Codec.string())
                        .checkGracePeriod(Duration.ZERO)
                        .open()) {
            queue.putAll(List.of("small", LARGE, LARGE));
            Delivery<String> held = queue.poll();
            assertThat(python.evaluate("cache.set('key', 'value')")).isEqualTo("True");

            assertThat(python.evaluate("[str(each.message) for each in cache.check(fix=True)]"))
                    .isEqualTo("[]");
            assertThat(files(directory)).hasSize(2);
            assertThat(queue.check()).isEmpty();
            assertThat(held.ack()).isTrue();
            Delivery<String> large = queue.poll();
            assertThat(large.value()).isEqualTo(LARGE);
            assertThat(large.ack()).isTrue();
            assertThat(python.evaluate("(len(cache), cache['key'], cache.clear())"))
                    .isEqualTo("(1, 'value', 1)");
            assertThat(queue.poll().value()).isEqualTo(LARGE);
            assertThat(python.evaluate("[str(each.message) for each in cache.check(fix=True)]"))
                    .isEqualTo("[]");
        }
    }

    @Test
    void check_ofPythonWhenTheQueueIsEmpty_findsNothing(@TempDir Path directory) throws Exception {
        try (PythonConsole python = PythonConsole.open(directory);
                WorkQueue<String> queue =
                        WorkQueue.at(directory).values(Codec.string()).open()) {
            queue.put(LARGE);
            assertThat(queue.poll().ack()).isTrue();

            assertThat(python.evaluate("[str(each.message) for each in cache.check()]"))
                    .isEqualTo("[]");
            queue.put(LARGE);
            assertThat(queue.poll().value()).isEqualTo(LARGE);
        }
        try (WorkQueue<String> queue =
                WorkQueue.at(directory).values(Codec.string()).open()) {
            assertThat(queue.metrics().inFlight()).isEqualTo(1);
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("cache.db.queue"))) {
            return files.toList();
        }
    }
}
