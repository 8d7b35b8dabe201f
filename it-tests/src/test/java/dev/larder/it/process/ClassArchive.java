package dev.larder.it.process;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The classes of the test programs, and of all they use, in a form that a JVM maps into memory: reading and verifying
 * them one by one is more than half of what a short program costs. Made when the first program starts.
 */
record ClassArchive(Path file, String classPath) {

    private static final int PATIENCE_SECONDS = 120;

    /** That of this JVM's class path, which its children share. */
    static ClassArchive ofThisJvm() {
        return OfThisJvm.ARCHIVE;
    }

    private static final class OfThisJvm {
        private static final ClassArchive ARCHIVE = make(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** What makes a JVM of the same JDK use it. */
    List<String> options() {
        return List.of("-XX:SharedArchiveFile=" + file, "-Xlog:disable", "-Xlog:all=warning:stderr");
    }

    private static ClassArchive make(Path parent) {
        try {
            Path directory = Files.createTempDirectory(parent, "programs");
            ClassArchive archive = new ClassArchive(directory.resolve("classes.jsa"), jars(directory));
            archive.dump(directory);
            return archive;
        } catch (IOException e) {
            throw new UncheckedIOException("The classes of the test programs cannot be archived", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while classes are archived", e);
        }
    }

    /** The class path with jars in place of directories, whose classes cannot be archived. */
    private static String jars(Path directory) throws IOException {
        List<String> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, 0)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                path = jar(path, directory.resolve(jars.size() + ".jar"));
            }
            if (Files.exists(path)) {
                jars.add(path.toString());
            }
        }
        return String.join(File.pathSeparator, jars);
    }

    private static Path jar(Path classes, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            entries.setLevel(0);
            for (Path file : files.filter(file -> !file.equals(classes)).toList()) {
                String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
                if (Files.isDirectory(file)) {
                    entries.putNextEntry(new JarEntry(name + '/')); // which Flyway looks for
                } else {
                    entries.putNextEntry(new JarEntry(name));
                    Files.copy(file, entries);
                }
            }
        }
        return jar;
    }

    private void dump(Path directory) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-XX:ArchiveClassesAtExit=" + file,
                        "-Xlog:disable",
                        "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                        "-cp",
                        classPath,
                        Programs.UseEverything.class.getName(),
                        directory.resolve("store").toString())
                .inheritIO()
                .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("The program that uses what is to be archived has not ended well");
        }
    }
}
