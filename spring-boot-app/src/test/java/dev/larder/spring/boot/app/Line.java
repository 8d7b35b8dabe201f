package dev.larder.spring.boot.app;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The supported lines of Spring Boot, each with the class path that its own versions make. */
enum Line {
    BOOT_3_5("3.5"),
    BOOT_4_0("4.0"),
    BOOT_4_1("4.1");

    private final String version;

    Line(String version) {
        this.version = version;
    }

    /** The application and what it needs. */
    String classPath() throws IOException {
        Path written = Path.of("boot-" + version, "target", "class-path");
        return Path.of("target", "classes") + File.pathSeparator + Files.readString(written);
    }

    @Override
    public String toString() {
        return "Spring Boot " + version;
    }
}
