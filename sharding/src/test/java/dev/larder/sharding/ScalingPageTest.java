package dev.larder.sharding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page on scaling tells to copy is what the tests use. */
final class ScalingPageTest {

    @ParameterizedTest
    @ValueSource(strings = {"larder.yaml", "citus.sql"})
    void page_whatIsToBeCopied_isWhatTestsUse(String resource) throws IOException {
        assertThat(Files.readString(Path.of("../docs/scaling.md"))).contains(Engine.text(resource));
    }
}
