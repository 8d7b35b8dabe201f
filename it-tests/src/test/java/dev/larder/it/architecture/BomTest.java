package dev.larder.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BomTest {

    private static final Path ROOT = Path.of("..");

    @Test
    void bom_ofTheReactor_namesEveryDeployedModuleThatHasADescriptor() throws IOException {
        Pattern artifact = Pattern.compile("<artifactId>larder-(.+)</artifactId>");
        String managed = Files.readString(ROOT.resolve("bom/pom.xml")).split("<dependencyManagement>", 2)[1];

        assertThat(artifact.matcher(managed)
                        .results()
                        .map(found -> found.group(1))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(shippedModules());
    }

    private static Iterable<String> shippedModules() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.filter(module -> Files.exists(module.resolve("src/main/java/module-info.java")))
                    .filter(BomTest::isDeployed)
                    .map(module -> module.getFileName().toString())
                    .toList();
        }
    }

    /** An application that shows something is not. */
    private static boolean isDeployed(Path module) {
        try {
            return !Files.readString(module.resolve("pom.xml")).contains("<maven.deploy.skip>true<");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
