package dev.larder.examples;

import dev.larder.Cache;
import dev.larder.codec.Codec;
import java.nio.file.Path;

/**
 * One store in several processes: no count is lost, and only one of them is the first.
 *
 * <p>Run it in two terminals at the same time, after {@code ./larder --version} has built the jars:
 *
 * <pre>java -cp 'cli/target/lib/*' examples/src/main/java/dev/larder/examples/TwoProcesses.java</pre>
 */
public final class TwoProcesses {

    private static final int INCREMENTS = 1_000;

    private TwoProcesses() {}

    public static void main(String[] args) {
        Path directory = Path.of(args.length > 0 ? args[0] : "target/examples/two-processes");
        long pid = ProcessHandle.current().pid();

        try (Cache<String, Long> numbers =
                Cache.at(directory).keys(Codec.string()).values(Codec.int64()).open()) {

            boolean first = numbers.add("first", pid); // stores only if the key is absent
            System.out.println(first ? "I am the first." : "The first was process " + numbers.get("first") + ".");

            for (int i = 0; i < INCREMENTS; i++) {
                numbers.increment("visits"); // atomic across threads and processes
            }
            System.out.println("I counted " + INCREMENTS + " visits; all processes together: " + numbers.get("visits"));
        }
    }
}
