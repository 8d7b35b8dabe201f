package dev.larder.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.DefaultResourceLoader;

final class ForeignFlywayFilterTest {

    private static final String[] CLASSES = {
        "com.example.OtherAutoConfiguration",
        "org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration",
        null
    };

    private final StandardEnvironment environment = new StandardEnvironment();
    private final ForeignFlywayFilter filter = new ForeignFlywayFilter();

    private boolean[] match(ClassLoader loader) {
        filter.setEnvironment(environment);
        filter.setResourceLoader(new DefaultResourceLoader(loader));
        return filter.match(CLASSES, null);
    }

    @Test
    void match_anApplicationWithoutFlywayOfItsOwn_leavesFlywayOut() {
        assertThat(match(getClass().getClassLoader())).containsExactly(true, false, true);
    }

    @Test
    void match_anApplicationWithAPropertyOfFlyways_letsItRun() {
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("spring.flyway.enabled", "true")));

        assertThat(match(getClass().getClassLoader())).containsExactly(true, true, true);
    }

    @Test
    void match_anApplicationWithMigrations_letsItRun(@TempDir Path classes) throws Exception {
        Files.createDirectories(classes.resolve("db/migration"));
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, null)) {
            assertThat(match(loader)).containsExactly(true, true, true);
        }
    }
}
