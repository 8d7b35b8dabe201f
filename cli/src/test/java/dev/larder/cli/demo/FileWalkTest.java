package dev.larder.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWalkTest {

    private static final Bounds ALL = new Bounds(Long.MAX_VALUE, Long.MAX_VALUE);

    @TempDir
    Path directory;

    private Path root;

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(directory.toRealPath().resolve("root"));
    }

    @Test
    void list_givesTheLargestFirst() throws IOException {
        write("small", "1");
        write("below/large", "12345");
        FileList list = walk(ALL);
        assertThat(names(list)).containsExactly("large", "small");
        assertThat(list.bytes()).isEqualTo(6);
        assertThat(list.complete()).isTrue();
    }

    @Test
    void list_followsNoLinks() throws IOException {
        write("file", "1");
        Path outside = Files.createDirectory(root.resolveSibling("outside"));
        Files.writeString(outside.resolve("secret"), "1");
        Files.createSymbolicLink(root.resolve("link to a directory"), outside);
        Files.createSymbolicLink(root.resolve("link to a file"), outside.resolve("secret"));
        Files.createSymbolicLink(root.resolve("link to itself"), root);
        assertThat(names(walk(ALL))).containsExactly("file");
    }

    @Test
    void list_leavesOutHiddenDirectoriesBuildOutputAndTheCache() throws IOException {
        write(".git/object", "1");
        write("pom.xml", "1");
        write("target/output", "1");
        write("sources/target/file", "1");
        write("cache/cache.db", "1");
        write(".hidden", "1");
        assertThat(names(walk(ALL))).containsExactlyInAnyOrder("pom.xml", "file", ".hidden");
    }

    @Test
    void list_ofAHiddenDirectory_isWhatIsInIt() throws IOException {
        write(".hidden/file", "1");
        assertThat(names(FileWalk.list(List.of(root.resolve(".hidden")), root.resolve("cache"), ALL)))
                .containsExactly("file");
    }

    @Test
    void list_endsAtItsBounds() throws IOException {
        write("a", "12");
        write("b", "12");
        write("c", "12");
        FileList few = walk(new Bounds(2, Long.MAX_VALUE));
        assertThat(few.files()).hasSize(2);
        assertThat(few.complete()).isFalse();
        FileList small = walk(new Bounds(Long.MAX_VALUE, 5));
        assertThat(small.bytes()).isEqualTo(4);
        assertThat(small.complete()).isFalse();
        assertThat(walk(new Bounds(3, 6)).complete()).isTrue();
    }

    @Test
    void list_ofWhatIsNotThere_countsItAsUnreadable() throws IOException {
        FileList list = FileWalk.list(List.of(root.resolve("nowhere")), root.resolve("cache"), ALL);
        assertThat(list.files()).isEmpty();
        assertThat(list.unreadable()).isOne();
    }

    private FileList walk(Bounds bounds) throws IOException {
        return FileWalk.list(List.of(root), root.resolve("cache"), bounds);
    }

    private void write(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static List<String> names(FileList list) {
        return list.files().stream()
                .map(file -> file.path().getFileName().toString())
                .toList();
    }
}
