package dev.larder.it.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Value files for which there is no room: the operating system says so, the cache says so, and what was there stays.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "There is no limit on the size of a process's files to set")
class FullDiskTest {

    @Test
    void set_overTheProcessLimitOfAFile_isStoreFullAndLeavesNothing(@TempDir Path directory) throws Exception {
        // the limit is in blocks of 1,024 bytes; the process must not die of the signal that comes with it
        List<String> limited = List.of("bash", "-c", "trap '' XFSZ; ulimit -f 4096; exec \"$@\"", "bash");
        try (ChildJvm child = ChildJvm.start(
                limited, List.of("-Xmx64m", "-XX:-UsePerfData"), Programs.WriteUntilFull.class, directory, 8 << 20)) {
            assertRefusedButWhole(child);
        }
    }

    @Test
    void set_onAFullDevice_isStoreFullAndLeavesNothing(@TempDir Path parent) throws Exception {
        Path mount = parent.resolve("small");
        run("mkdir", mount.toString());
        if (run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", mount.toString()) != 0) {
            System.out.println("Not run, because this user may not mount: a full device");
            abort("this user may not mount a small file system");
        }
        try (ChildJvm child = ChildJvm.start(Programs.WriteUntilFull.class, mount.resolve("cache"), 8 << 20)) {
            assertRefusedButWhole(child);
        } finally {
            run("umount", "-l", mount.toString());
        }
    }

    private static void assertRefusedButWhole(ChildJvm child) throws Exception {
        assertThat(child.readLine()).startsWith("full: ");
        assertThat(child.readLine()).isEqualTo("stays false []");
        assertThat(child.join()).isZero();
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }
}
