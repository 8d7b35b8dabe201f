package dev.larder.it.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import dev.larder.FanoutCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several JVMs on one directory. */
class ManyProcessesTest {

    private static final int PROCESSES = 4;

    @Test
    void increment_byManyProcesses_losesNothing(@TempDir Path directory) throws Exception {
        int each = 2_000;
        List<ChildJvm> children = startAll(Programs.Increment.class, directory, each);
        for (ChildJvm child : children) {
            assertThat(child.join()).isZero();
        }
        try (Cache<Object, Object> cache = Cache.at(directory).open()) {
            assertThat(cache.get("counter")).isEqualTo((long) each * PROCESSES);
            assertThat(cache.check()).isEmpty();
        }
    }

    @Test
    void add_byManyProcesses_hasOneWinnerForEachKey(@TempDir Path directory) throws Exception {
        int keys = 1_000;
        List<Integer> won = new ArrayList<>();
        for (ChildJvm child : startAll(Programs.AddRace.class, directory, keys)) {
            readUntilDone(child).forEach(line -> won.add(Integer.valueOf(line)));
        }
        assertThat(won)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, keys).boxed().toList());
    }

    @Test
    void pull_byManyProcesses_handsEachItemToOne(@TempDir Path directory) throws Exception {
        long items = 2_000;
        List<ChildJvm> readers = startAll(Programs.PullAll.class, directory);
        try (ChildJvm writer = ChildJvm.start(Programs.PushAll.class, directory, items, PROCESSES)) {
            writer.await("ready");
            writer.say("go");
            List<String> pulled = new ArrayList<>();
            for (ChildJvm reader : readers) {
                List<String> got = readUntilDone(reader);
                assertThat(got.stream().map(Long::valueOf).toList()).isSorted();
                pulled.addAll(got);
            }
            assertThat(pulled)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.range(0, items).mapToObj(Long::toString).toList());
            assertThat(writer.join()).isZero();
        }
    }

    @Test
    void open_byManyProcessesAtOnce_makesOneStore(@TempDir Path parent) throws Exception {
        for (int round = 0; round < 2; round++) {
            Path directory = parent.resolve("new-" + round);
            List<ChildJvm> children = new ArrayList<>();
            for (int i = 0; i < PROCESSES; i++) {
                children.add(ChildJvm.start(Programs.Increment.class, directory, 1)); // they open before saying ready
            }
            for (ChildJvm child : children) {
                child.await("ready");
                child.say("go");
                assertThat(child.join()).isZero();
            }
            try (Cache<Object, Object> cache = Cache.at(directory).open()) {
                assertThat(cache.get("counter")).isEqualTo((long) PROCESSES);
                assertThat(cache.check()).isEmpty();
            }
        }
    }

    @Test
    void fanout_madeAndUsedByManyProcessesAtOnce_losesNothing(@TempDir Path parent) throws Exception {
        int each = 300;
        Path directory = parent.resolve("fanout");
        List<ChildJvm> children = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            children.add(ChildJvm.start(Programs.UseFanout.class, directory, each)); // they open before saying ready
        }
        for (ChildJvm child : children) {
            child.await("ready");
            child.say("go");
        }
        long reported = 0;
        for (ChildJvm child : children) {
            for (String line : readUntilDone(child)) {
                reported += Long.parseLong(line);
            }
        }
        try (FanoutCache<Object, Object> cache = FanoutCache.at(directory).open()) {
            assertThat(cache.shards()).isEqualTo(8);
            long counted = 0;
            for (long key = 0; key < 16; key++) {
                counted += (long) cache.get(key);
            }
            assertThat(counted).isEqualTo((long) each * PROCESSES);
            assertThat(cache.get("transactions")).isEqualTo((long) PROCESSES * (each / 10));
            assertThat(cache.get("of them")).isEqualTo(cache.get("transactions"));
            long added = cache.size() - 18;
            assertThat(added + reported)
                    .as("each add was done, or reported that it was not")
                    .isEqualTo((long) each * PROCESSES);
            assertThat(cache.check()).isEmpty();
        }
    }

    /** While the log is copied it grows, and between writers that never rest it would do so for ever. */
    @Test
    void set_byManyProcessesThatNeverRest_doesNotLetTheLogGrowForEver(@TempDir Path directory) throws Exception {
        int each = 2_500;
        int bytes = 24_000;
        List<ChildJvm> children = startAll(Programs.WriteWithoutRest.class, directory, each, bytes);
        for (ChildJvm child : children) {
            child.await("done");
        }
        assertThat(Files.size(directory.resolve("cache.db-wal")))
                .as("bytes in the log")
                .isLessThan((long) each * bytes * PROCESSES / 4);
        for (ChildJvm child : children) {
            child.say("go");
            assertThat(child.join()).isZero();
        }
    }

    private static List<ChildJvm> startAll(Class<?> program, Object... arguments) throws IOException {
        List<ChildJvm> children = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            children.add(ChildJvm.start(program, arguments));
        }
        for (ChildJvm child : children) {
            child.await("ready");
        }
        for (ChildJvm child : children) {
            child.say("go");
        }
        return children;
    }

    private static List<String> readUntilDone(ChildJvm child) throws Exception {
        List<String> lines = new ArrayList<>();
        for (String line = child.readLine(); !"done".equals(line); line = child.readLine()) {
            assertThat(line).as("the program ended too early").isNotNull();
            lines.add(line);
        }
        assertThat(child.join()).isZero();
        return lines;
    }
}
