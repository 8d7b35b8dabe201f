package dev.larder.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Durability;
import dev.larder.storage.LarderException;
import dev.larder.storage.contract.Threads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValueFilesTest {

    @TempDir
    Path store;

    @Test
    void write_whileOthersDeleteInTheSameDirectory_leavesNoEmptyDirectory() {
        try (Threads threads = new Threads()) {
            threads.race(4, thread -> {
                // each name that is asked for lies elsewhere; the threads meet in each directory
                Iterator<String> names = IntStream.range(0, 65_536)
                        .mapToObj(ValueFilesTest::nameInDirectory)
                        .iterator();
                ValueFiles files = files(names::next);
                for (int i = 0; i < 1_500; i++) {
                    files.delete(List.of(files.write(new byte[1]).name()));
                }
                return thread;
            });
        }

        assertThat(store).isEmptyDirectory();
    }

    @Test
    void write_underANameThatIsTaken_takesTheNext() {
        String taken = files(ValueFileName::next).write(new byte[] {1}).name();
        String free = ValueFileName.next();

        ValueFiles.Written written =
                files(List.of(taken, free).iterator()::next).write(new byte[] {2});

        assertThat(written.name()).isEqualTo(free);
        assertThat(files(ValueFileName::next).read(taken, 1)).containsExactly(1);
    }

    @Test
    void write_whereNoDirectoryCanBeMade_saysSo() throws IOException {
        Files.writeString(store.resolve("ab"), "in the way");

        assertThatThrownBy(() -> files(() -> nameInDirectory(0xab00)).write(new byte[1]))
                .isInstanceOf(LarderException.class)
                .hasMessageContaining("creating a value file");
        assertThat(store.resolve("ab")).hasContent("in the way");
    }

    private static String nameInDirectory(int number) {
        String name = ValueFileName.next();
        return "%02x/%02x".formatted(number >> 8, number & 0xff) + name.substring(5);
    }

    private ValueFiles files(Supplier<String> names) {
        return new ValueFiles(store, Durability.NORMAL, new SqliteErrors(store), FileKind.VALUE, names);
    }
}
