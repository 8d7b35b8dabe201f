package dev.larder.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The Java of a document as one program, in the order of the document. A line such as {@code cache.size(); // -> 3}
 * becomes a comparison.
 *
 * @param source its source
 */
record SnippetProgram(String source) {

    private static final Pattern COMPARISON = Pattern.compile("(\\s*)(.*); // -> (.*)");

    static SnippetProgram of(Document document) {
        String imports = document.java().stream()
                .filter(line -> line.startsWith("import "))
                .collect(Collectors.joining("\n"));
        String statements = document.java().stream()
                .filter(line -> !line.startsWith("import "))
                .map(SnippetProgram::comparison)
                .collect(Collectors.joining("\n"));
        return new SnippetProgram(imports + """

                public final class Snippets {
                    public static void main(String[] args) throws Exception {
                """ + statements + """

                        System.out.print("all as written");
                    }

                    private static void same(Object actual, String expected) {
                        if (!String.valueOf(actual).equals(expected)) {
                            System.out.println("expected " + expected + " but got " + actual);
                            System.exit(1);
                        }
                    }
                }
                """);
    }

    private static String comparison(String line) {
        Matcher comparison = COMPARISON.matcher(line);
        return comparison.matches()
                ? comparison.group(1) + "same(" + comparison.group(2) + ", \"" + comparison.group(3) + "\");"
                : line;
    }

    /** Compiles and runs it in a JVM of its own, in {@code directory}; returns what it printed. */
    String run(Path directory) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("Snippets.java"), source);
        // jOOQ greets on the console, which is no output of the snippets
        Path logging = Files.writeString(
                directory.resolve("logging.properties"),
                "handlers = java.util.logging.ConsoleHandler\n.level = WARNING\n");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + directory,
                        "-Djava.util.logging.config.file=" + logging,
                        "-cp",
                        System.getProperty("java.class.path"),
                        file.toString()))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        // what hangs is killed, or reading would never end
        var unused =
                process.onExit().orTimeout(5, TimeUnit.MINUTES).exceptionally(hanging -> process.destroyForcibly());
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
