package dev.larder.spring.boot.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the guide says of Spring Boot is this application, which other tests start. */
final class GuideTest {

    /** A block that names a file behind its language. */
    private static final Pattern QUOTATION = Pattern.compile("(?ms)^```\\w+ (\\S+)\\n(.*?)^```$");

    @Test
    void quotations_ofTheGuide_areInTheFilesThatTheyName() throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "guide", "spring.md"));

        assertThat(QUOTATION.matcher(guide).results().toList())
                .hasSizeGreaterThan(5)
                .allSatisfy(quotation -> assertThat(file(quotation)).contains(quotation.group(2)));
    }

    private static String file(MatchResult quotation) {
        try (Stream<Path> files = Files.walk(Path.of("src", "main"))) {
            return files.filter(file -> file.endsWith(quotation.group(1)))
                    .map(GuideTest::read)
                    .collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
