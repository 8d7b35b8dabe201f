package dev.larder.examples;

import dev.larder.Cache;
import dev.larder.codec.Codec;
import dev.larder.recipe.Throttle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;

/**
 * A worker that sends no more than four mails a second, however many processes send at the same time.
 *
 * <p>Run it in two terminals at the same time, after {@code ./larder --version} has built the jars:
 *
 * <pre>java -cp 'cli/target/lib/*' examples/src/main/java/dev/larder/examples/RateLimitedWorker.java</pre>
 */
public final class RateLimitedWorker {

    private static final int MAILS = 8;

    private RateLimitedWorker() {}

    public static void main(String[] args) {
        Path directory = Path.of(args.length > 0 ? args[0] : "target/examples/rate-limited-worker");

        try (Cache<String, Long> cache =
                Cache.at(directory).keys(Codec.string()).values(Codec.int64()).open()) {

            // the limit lies in the store, under a key of its own
            Throttle limit = Throttle.in(cache, "mail server", 4, Duration.ofSeconds(1));
            Function<Integer, Long> send = limit.wrap((Integer mail) -> {
                System.out.println("Sent mail " + mail);
                return cache.increment("sent");
            });

            long start = System.nanoTime();
            long sent = 0;
            for (int mail = 1; mail <= MAILS; mail++) {
                sent = send.apply(mail); // waits for its turn
            }
            System.out.println(
                    "Took " + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
            System.out.println("All processes together have sent " + sent + " mails");
        }
    }
}
