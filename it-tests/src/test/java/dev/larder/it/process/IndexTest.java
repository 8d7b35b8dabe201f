package dev.larder.it.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Index;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index among JVMs. */
class IndexTest {

    @Test
    void counting_byThreeProcesses_isExact(@TempDir Path directory) throws Exception {
        count(directory, 3, 60);
    }

    @Test
    @Tag("soak")
    void counting_byFourProcessesManyTimes_isExact(@TempDir Path directory) throws Exception {
        count(directory, 4, 5_000);
    }

    private static void count(Path directory, int processes, int times) throws Exception {
        try (Index<String, Long> index = IndexPrograms.open(directory)) {
            index.put("replace", 0L);
            for (ChildJvm child : startAll(processes, IndexPrograms.Count.class, directory, times)) {
                child.await("done");
                assertThat(child.join()).isZero();
            }
            assertThat(index).hasSize(4).containsValues((long) processes * times);
            assertThat(index.values()).containsOnly((long) processes * times);
            assertThat(index.firstEntry().getKey()).isEqualTo("putFirst");
            assertThat(index.cache().check()).isEmpty();
        }
    }

    @Test
    void taking_byThreeProcesses_handsOutEachEntryOnce(@TempDir Path directory) throws Exception {
        try (Index<String, Long> index = IndexPrograms.open(directory)) {
            List<String> keys =
                    IntStream.range(0, 300).mapToObj("%03d"::formatted).toList();
            index.transact(tx -> keys.forEach(key -> tx.put(key, 0L)));
            List<String> taken = new ArrayList<>();
            for (ChildJvm child : startAll(3, IndexPrograms.TakeAll.class, directory)) {
                List<String> its = new ArrayList<>();
                for (String line = child.readLine(); !"done".equals(line); line = child.readLine()) {
                    its.add(line);
                }
                assertThat(its).isSorted();
                taken.addAll(its);
                assertThat(child.join()).isZero();
            }

            assertThat(taken).containsExactlyInAnyOrderElementsOf(keys);
            assertThat(index).isEmpty();
        }
    }

    private static List<ChildJvm> startAll(int processes, Class<?> program, Object... arguments) throws Exception {
        List<ChildJvm> children = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
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
}
