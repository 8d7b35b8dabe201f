package dev.larder.cli.demo;

import dev.larder.Delivery;
import dev.larder.QueueMetrics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Main program of the JVM that crawls: takes paths from the frontier, puts the entries of directories into it and the
 * facts about files into the result, and acknowledges what it has done. Killed at any point, it can be started again:
 * what it had not acknowledged is handed out again, and a file that is in the result already is not visited twice.
 *
 * <p>It says {@code ready} and waits for a number. When so many files are done it says so, with items in its hands, and
 * waits to be killed. Otherwise it ends with the number of items that another crawler had been given before.
 */
public final class Crawler {

    private static final int BATCH = 32;
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final CrawlState state;
    private final FactsCache cache;
    private final Map<String, SourceFile> files = new HashMap<>();
    private final Map<String, Set<String>> directories = new HashMap<>();
    private long done;
    private long again;

    private Crawler(CrawlState state, FactsCache cache, Arguments arguments) throws IOException {
        this.state = state;
        this.cache = cache;
        for (SourceFile file : arguments.list().files()) {
            files.put(file.tag(), file);
            enter(file.path(), arguments.roots());
        }
    }

    /** Enters a path into its directory, and that into the one above, up to a root. */
    private void enter(Path path, List<Path> roots) {
        Path parent = path.getParent();
        if (!roots.contains(path)
                && parent != null
                && directories
                        .computeIfAbsent(parent.toString(), any -> new LinkedHashSet<>())
                        .add(path.toString())) {
            enter(parent, roots);
        }
    }

    /**
     * Starts it.
     *
     * @param args see {@link Arguments}
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Arguments arguments = Arguments.parse(args);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (FactsCache cache = FactsCache.open(arguments.directory());
                CrawlState state = CrawlState.open(arguments.directory())) {
            Crawler crawler = new Crawler(state, cache, arguments);
            out.println("ready");
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            String most = in.readLine();
            if (most == null) {
                return;
            }
            if (crawler.crawl(Long.parseLong(most))) {
                out.println(crawler.again);
            } else {
                out.println("half-way");
                in.readLine(); // until it is killed
            }
        }
    }

    /** Crawls until nothing is left to visit, or until so many files are done, which leaves some items taken. */
    private boolean crawl(long most) throws InterruptedException {
        while (true) {
            List<Delivery<String>> taken = state.frontier().poll(BATCH, PATIENCE);
            if (taken.isEmpty() && isDone(state.frontier().metrics())) {
                return true;
            }
            visitAll(taken);
            if (done >= most) {
                return false;
            }
            state.frontier().ackAll(taken);
        }
    }

    private static boolean isDone(QueueMetrics metrics) {
        return metrics.ready() + metrics.inFlight() + metrics.delayed() == 0;
    }

    private void visitAll(List<Delivery<String>> taken) {
        Map<String, FileFacts> found = new LinkedHashMap<>();
        List<String> next = new ArrayList<>();
        for (Delivery<String> delivery : taken) {
            String path = delivery.value();
            again += delivery.attempts() > 1 ? 1 : 0;
            next.addAll(directories.getOrDefault(path, Set.of()));
            SourceFile file = files.get(path);
            if (file != null && !state.results().containsKey(path)) {
                facts(file).ifPresent(facts -> found.put(path, facts));
            }
        }
        state.results().putAll(found);
        found.keySet().forEach(state.recent()::addFirst);
        state.frontier().putAll(next);
        done += found.size();
    }

    /** From the cache, or from the disk; empty if the file cannot be read. */
    private Optional<FileFacts> facts(SourceFile file) {
        try {
            if (cache.find(file).isEmpty()) {
                cache.learn(file, bytes -> {});
            }
            return cache.find(file);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
