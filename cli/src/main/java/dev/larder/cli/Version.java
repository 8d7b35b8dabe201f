package dev.larder.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote beside this class. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        Properties build = new Properties();
        try (InputStream properties =
                Objects.requireNonNull(Version.class.getResourceAsStream("version.properties"), "version.properties")) {
            build.load(properties);
        }
        return new String[] {
            "larder " + build.getProperty("version"),
            "Java %s (%s)".formatted(System.getProperty("java.version"), System.getProperty("java.vm.name"))
        };
    }
}
