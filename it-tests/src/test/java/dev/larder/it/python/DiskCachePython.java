package dev.larder.it.python;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Python with DiskCache that is the other process of the tests here: the first {@code python3*} that can import it,
 * from where the operating system packages it for as well. The log says which one it is, or that there is none.
 */
final class DiskCachePython {

    /** The environment variable with a directory in which another version of the package {@code diskcache} lies. */
    private static final String SOURCE = "LARDER_DISKCACHE_SOURCE";

    private static final Pattern NAME = Pattern.compile("python3(\\.\\d+)?");
    private static final String PACKAGED = "/usr/bin";
    private static final long PATIENCE_SECONDS = 120;

    private DiskCachePython() {}

    private record Found(Path executable, String version) {}

    private static final class Search {

        private static final Optional<Found> RESULT = tell(find());

        @SuppressWarnings("SystemOut") // which one it was belongs into the log of a build
        private static Optional<Found> tell(Optional<Found> found) {
            System.out.println(found.map(
                            python -> "Python of the tests: " + python.executable + " with DiskCache " + python.version)
                    .orElse("Python with DiskCache: not run on this machine, no python3* can import diskcache"));
            return found;
        }

        private static Optional<Found> find() {
            return candidates()
                    .flatMap(candidate -> Stream.ofNullable(probe(candidate)))
                    .findFirst();
        }

        private static Stream<Path> candidates() {
            String path = System.getenv("PATH");
            return Stream.of((path + File.pathSeparator + PACKAGED).split(File.pathSeparator))
                    .map(Path::of)
                    .filter(Files::isDirectory)
                    .flatMap(directory -> executables(directory).stream())
                    .distinct();
        }

        private static List<Path> executables(Path directory) {
            try (Stream<Path> files = Files.list(directory)) {
                return files.filter(file ->
                                NAME.matcher(file.getFileName().toString()).matches())
                        .filter(Files::isExecutable)
                        .sorted()
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static @Nullable Found probe(Path candidate) {
            try {
                Process python = builder(candidate, "-c", "import diskcache; print(diskcache.__version__)")
                        .redirectErrorStream(true)
                        .start();
                String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
                boolean worked = python.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && python.exitValue() == 0;
                return worked ? new Found(candidate, output) : null;
            } catch (IOException e) {
                throw new UncheckedIOException("Whether " + candidate + " has DiskCache could not be seen", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while looking for Python", e);
            }
        }
    }

    private static ProcessBuilder builder(Path executable, String... arguments) {
        List<String> command = new ArrayList<>(List.of(executable.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        @Nullable String source = System.getenv(SOURCE);
        if (source != null) {
            Map<String, String> environment = builder.environment();
            environment.merge("PYTHONPATH", source, (before, first) -> first + File.pathSeparator + before);
        }
        return builder;
    }

    /** A process of it with these arguments, to be started; ends the test as not run where there is none. */
    static ProcessBuilder process(String... arguments) {
        assumeTrue(Search.RESULT.isPresent(), "No python3 here can import diskcache");
        return builder(Search.RESULT.get().executable, arguments);
    }
}
