package dev.larder.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java in our documents compiles, runs, and gives what the documents say. */
class SnippetsTest {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT.resolve("docs"))) {
            List<Path> documents = Stream.concat(Stream.of(PROJECT.resolve("README.md")), files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.startsWith(PROJECT.resolve("docs/target")))
                    .filter(SnippetsTest::hasJava)
                    .map(PROJECT::relativize)
                    .sorted()
                    .toList();
            assertThat(documents).contains(Path.of("README.md"), Path.of("docs/guide/cache.md"));
            return documents;
        }
    }

    private static boolean hasJava(Path document) {
        return !read(document).java().isEmpty();
    }

    private static Document read(Path document) {
        try {
            return Document.parse(Files.readAllLines(document));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void snippets_ofADocument_runAndGiveWhatItSays(Path document, @TempDir Path directory) throws Exception {
        SnippetProgram program = SnippetProgram.of(read(PROJECT.resolve(document)));

        assertThat(program.run(directory)).as(program.source()).isEqualTo("all as written");
    }
}
