package dev.larder.cli.demo;

import dev.larder.Deque;
import dev.larder.Index;
import dev.larder.Larder;
import dev.larder.WorkQueue;
import dev.larder.codec.Codec;
import dev.larder.codec.jackson.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a crawl has done and has still to do, in collections that outlive its process.
 *
 * @param frontier paths that are to be visited
 * @param results what was found, by path
 * @param recent the files that were visited last
 */
record CrawlState(Larder larder, WorkQueue<String> frontier, Index<String, FileFacts> results, Deque<String> recent)
        implements AutoCloseable {

    private static final int RECENT = 5;

    /** So short that the work of a killed crawler soon goes on. */
    private static final Duration LEASE = Duration.ofSeconds(1);

    static CrawlState open(Path directory) {
        Larder larder = Larder.open(directory.resolve("crawl"));
        try {
            return new CrawlState(
                    larder,
                    larder.queue(
                            "frontier", queue -> queue.values(Codec.string()).lease(LEASE)),
                    larder.index("results", Codec.string(), Json.of(FileFacts.class)),
                    larder.deque("recent", deque -> deque.values(Codec.string()).maximumLength(RECENT)));
        } catch (RuntimeException e) {
            larder.close();
            throw e;
        }
    }

    /** Begins anew. What an earlier crawl had still to visit does no harm. */
    void begin(List<Path> roots) {
        results.clear();
        recent.clear();
        frontier.putAll(roots.stream().map(Path::toString).toList());
    }

    @Override
    public void close() {
        larder.close();
    }
}
