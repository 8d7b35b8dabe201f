package dev.larder.examples;

import dev.larder.Cache;
import dev.larder.QueueItem;
import dev.larder.codec.Codec;
import dev.larder.storage.Side;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A queue that is still there after a restart: push at the back, pull from the front; each item goes to one of those
 * who pull, in whatever thread or process.
 *
 * <p>Run it twice, after {@code ./larder --version} has built the jars; the second run finds what the first has left:
 *
 * <pre>java -cp 'cli/target/lib/*' examples/src/main/java/dev/larder/examples/JobQueue.java</pre>
 */
public final class JobQueue {

    private static final String JOBS = "jobs";

    private JobQueue() {}

    public static void main(String[] args) {
        Path directory = Path.of(args.length > 0 ? args[0] : "target/examples/job-queue");

        try (Cache<String, String> cache =
                Cache.at(directory).keys(Codec.string()).values(Codec.string()).open()) {

            cache.pull(JOBS).ifPresent(left -> System.out.println("Left from an earlier run: " + left.value()));

            cache.push("fetch /index", JOBS);
            cache.push("fetch /news", JOBS);
            cache.push("fetch /about", JOBS);
            System.out.println("Next: " + cache.peek(JOBS).orElseThrow().value());
            System.out.println(
                    "Last: " + cache.peek(JOBS, Side.BACK).orElseThrow().value());

            for (int i = 0; i < 2; i++) {
                Optional<QueueItem<String>> job = cache.pull(JOBS);
                System.out.println("Doing: " + job.orElseThrow().value());
            }
        }
    }
}
