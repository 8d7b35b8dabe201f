package dev.larder.examples;

import static dev.larder.WriteOptions.expireAfter;

import dev.larder.Cache;
import dev.larder.Entry;
import dev.larder.codec.Codec;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A cache in a directory: what is in it is still there when the program runs again.
 *
 * <p>Run it twice, after {@code ./larder --version} has built the jars:
 *
 * <pre>java -cp 'cli/target/lib/*' examples/src/main/java/dev/larder/examples/QuickStart.java</pre>
 */
public final class QuickStart {

    private QuickStart() {}

    public static void main(String[] args) {
        Path directory = Path.of(args.length > 0 ? args[0] : "target/examples/quick-start");

        try (Cache<String, String> pages =
                Cache.at(directory).keys(Codec.string()).values(Codec.string()).open()) {

            String known = pages.get("/index"); // null when absent or expired
            System.out.println(known == null ? "Not in the cache." : "In the cache from an earlier run: " + known);

            pages.set(
                    "/index",
                    "<h1>Welcome</h1>",
                    expireAfter(Duration.ofMinutes(5)).tag("home"));
            pages.set(
                    "/news", "<h1>News</h1>", expireAfter(Duration.ofMinutes(1)).tag("home"));
            pages.set("/about", "<h1>About us</h1>");

            Entry<String, String> entry = pages.entry("/index").orElseThrow();
            System.out.println(entry.key() + " expires at " + entry.expiry() + " and has the tag " + entry.tag());

            System.out.println("Evicted by tag: " + pages.evict("home"));
            System.out.println("Left: " + pages.size());

            pages.set("/index", "<h1>Welcome back</h1>");
        }
    }
}
