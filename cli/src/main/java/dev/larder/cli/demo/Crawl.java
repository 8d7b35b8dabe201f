package dev.larder.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A crawl over the files by another JVM, which is killed half-way and started again.
 *
 * @param doneWhenKilled number of files in the result when it was killed
 * @param inFlightWhenKilled number of items that it had taken and not acknowledged
 * @param again number of items that were handed out again
 * @param files number of files in the result at the end
 * @param wrong number of files that should be in the result and are not, or should not and are
 * @param recent the last files, the very last first
 * @param time how long it took, both JVMs
 */
record Crawl(
        long doneWhenKilled,
        long inFlightWhenKilled,
        long again,
        long files,
        long wrong,
        List<String> recent,
        Duration time) {

    static Crawl over(FileList list, FactsCache cache, Path directory, Bounds bounds, List<Path> roots)
            throws IOException {
        long start = System.nanoTime();
        try (CrawlState state = CrawlState.open(directory)) {
            state.begin(roots);
            long done;
            long inFlight;
            try (ChildJvm first = ChildJvm.start(Crawler.class, directory, bounds, roots)) {
                first.tell(Long.toString(list.files().size() / 2));
                first.answer(); // half-way: it has items in its hands and waits
                done = state.results().size();
                inFlight = state.frontier().metrics().inFlight();
                first.kill();
            }
            long again;
            try (ChildJvm second = ChildJvm.start(Crawler.class, directory, bounds, roots)) {
                second.tell(Long.toString(Long.MAX_VALUE));
                again = Long.parseLong(second.answer());
            }
            return new Crawl(
                    done,
                    inFlight,
                    again,
                    state.results().size(),
                    wrong(list, cache, state.results().keySet()),
                    List.copyOf(state.recent()),
                    Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private static long wrong(FileList list, FactsCache cache, Set<String> results) {
        // a file that could not be read is in neither
        Set<String> missing = list.files().stream()
                .filter(cache::isKnown)
                .map(SourceFile::tag)
                .collect(Collectors.toSet());
        long unexpected = results.stream().filter(path -> !missing.remove(path)).count();
        return missing.size() + unexpected;
    }
}
