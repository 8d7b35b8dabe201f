package dev.larder.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Main program of the second JVM: looks for the same files as the first, asks the same caches for them, unpacks every
 * copy, and checks that its facts are those that the cache gave.
 *
 * <p>It says {@code ready}, waits for a line so that both begin together, and ends with a line that
 * {@link Reading#parse} reads. Without that line, when its input ends, it ends as well.
 */
public final class SecondReader {

    /** Files asked for at once. */
    private static final int BATCH = 64;

    private SecondReader() {}

    /**
     * Starts it.
     *
     * @param args see {@link Arguments}
     */
    public static void main(String[] args) throws IOException {
        Arguments arguments = Arguments.parse(args);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (FactsCache cache = FactsCache.open(arguments.directory())) {
            FileList list = arguments.list();
            out.println("ready");
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            if (in.readLine() != null) {
                out.println(read(list.files(), cache));
            }
        }
    }

    private static Reading read(List<SourceFile> files, FactsCache cache) throws IOException {
        long start = System.nanoTime();
        long found = 0;
        long wrong = 0;
        for (int from = 0; from < files.size(); from += BATCH) {
            List<SourceFile> batch = files.subList(from, Math.min(from + BATCH, files.size()));
            Map<String, FileFacts> known = cache.findAll(batch);
            for (SourceFile file : batch) {
                FileFacts facts = known.get(file.key());
                Optional<FileFacts> unpacked = facts == null ? Optional.empty() : cache.unpack(file);
                if (unpacked.isPresent()) {
                    found++;
                    wrong += unpacked.get().equals(facts) ? 0 : 1;
                }
            }
        }
        return new Reading(files.size(), found, wrong, System.nanoTime() - start);
    }
}
