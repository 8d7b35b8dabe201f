package dev.larder.examples;

import static dev.larder.WriteOptions.expireAfter;

import com.sun.net.httpserver.HttpServer;
import dev.larder.Cache;
import dev.larder.MemoizedFunction;
import dev.larder.codec.Codec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Pages of a web server, fetched once: by the first of all threads, processes and runs that wants them, until they
 * expire.
 *
 * <p>Run it twice, after {@code ./larder --version} has built the jars; the second run asks the server for nothing:
 *
 * <pre>java -cp 'cli/target/lib/*' examples/src/main/java/dev/larder/examples/MemoizedFetch.java</pre>
 */
public final class MemoizedFetch {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private MemoizedFetch() {}

    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args.length > 0 ? args[0] : "target/examples/memoized-fetch");
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            byte[] page = ("The page at " + exchange.getRequestURI()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        String base = "http://localhost:" + server.getAddress().getPort();

        try (Cache<Object, String> cache =
                Cache.at(directory).values(Codec.string()).open()) {

            MemoizedFunction<String, String> fetch = cache.memoize("fetch")
                    .options(expireAfter(Duration.ofHours(1)).tag("pages"))
                    .function((String path) -> fetch(base + path));

            for (String path : new String[] {"/a", "/b", "/a", "/a"}) {
                System.out.println(path + " -> " + fetch.apply(path));
            }
            System.out.println("Requests: " + requests);
        } finally {
            server.stop(0);
        }
    }

    private static String fetch(String url) {
        try {
            return CLIENT.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while fetching " + url, e);
        }
    }
}
