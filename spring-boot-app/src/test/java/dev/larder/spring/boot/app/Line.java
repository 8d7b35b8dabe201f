package dev.larder.spring.boot.app;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The supported lines of Spring Boot, each with what its own versions put on the path. */
enum Line {
    BOOT_3_5("3.5"),
    BOOT_4_0("4.0"),
    BOOT_4_1("4.1");

    private final String version;

    Line(String version) {
        this.version = version;
    }

    /** Options of a JVM that runs {@code main} from the class path. */
    List<String> onClassPath(Class<?> main) throws IOException {
        return List.of("-cp", path(), main.getName());
    }

    /**
     * Options of a JVM that runs {@code main} from the module path, with all modules that are there: many Spring asks
     * for by reflection alone.
     */
    List<String> onModulePath(Class<?> main) throws IOException {
        return List.of(
                "--module-path",
                path(),
                "--add-modules",
                "ALL-MODULE-PATH",
                "--module",
                "dev.larder.spring.boot.app/" + main.getName());
    }

    /** The application and what it needs. */
    private String path() throws IOException {
        Path written = Path.of("boot-" + version, "target", "class-path");
        return Path.of("target", "classes") + File.pathSeparator + Files.readString(written);
    }

    @Override
    public String toString() {
        return "Spring Boot " + version;
    }
}
