package dev.larder.it.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that are larger than the memory of the process that stores them. */
class LargeValueTest {

    @Test
    void write_200MiBUnder32MiBOfHeap_streamsInAndOut(@TempDir Path directory) throws Exception {
        streamThrough(directory, 200L << 20);
    }

    @Test
    @Tag("soak")
    void write_4GiBUnder32MiBOfHeap_streamsInAndOut(@TempDir Path directory) throws Exception {
        streamThrough(directory, 4L << 30);
    }

    private static void streamThrough(Path directory, long length) throws Exception {
        try (ChildJvm child =
                ChildJvm.start(List.of(), List.of("-Xmx32m"), Programs.StreamThrough.class, directory, length)) {
            assertThat(child.readLine()).isEqualTo("same");
            assertThat(child.join()).isZero();
        }
    }
}
