package dev.larder.cli.demo;

import dev.larder.cli.console.Figures;
import dev.larder.cli.demo.FactsCache.Contents;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** What the demonstration says, in plain ASCII. */
final class Report {

    private static final String ROW = "  %-22s %9s %8s  %10s  %9s  %8s%n";

    private final PrintWriter out;

    Report(PrintWriter out) {
        this.out = out;
    }

    /** @param known number of files that the cache knows from earlier runs */
    void begin(List<Path> roots, FileList list, Bounds bounds, Path directory, long known) {
        long files = list.files().size();
        out.printf("A digest, line and word counts, and a compressed copy of each file%n%n");
        out.printf("  %-9s %s, %s%n", "files", Figures.count(files), Figures.bytes(list.bytes()));
        String label = "in";
        for (Path root : roots) {
            out.printf("  %-9s %s%n", label, root);
            label = "";
        }
        out.printf("  %-9s %s%n%n", "cache in", directory);
        if (!list.complete()) {
            out.printf(
                    "There are more: it takes %s at most, and %s of them (--max-files, --max-mib).%n",
                    Figures.count(bounds.files()), Figures.bytes(bounds.bytes()));
        }
        if (known == 0) {
            out.println("The cache knows none of them yet: this run starts cold.");
        } else if (known == files) {
            out.println("The cache knows them all from an earlier run: this run starts warm.");
        } else {
            out.printf(
                    "The cache knows %s of them from an earlier run: this run starts partly warm.%n",
                    Figures.count(known));
        }
        out.flush();
    }

    /** @param unreadable number of files and directories that could not be looked at */
    void passes(Pass first, Pass second, Together together, long unreadable) {
        Reading reading = together.second();
        Tally unpacked = new Tally(reading.found(), 0, reading.files() - reading.found());
        out.println();
        out.printf(ROW, "", "time", "files", "from cache", "from disk", "files/s");
        row("First pass, " + warmth(first.tally()), first);
        row("Second pass, " + warmth(second.tally()), second);
        row("Second JVM, unpacking", new Pass(unpacked, reading.time()));
        row("First JVM, meanwhile", together.first());
        out.println();
        if (first.tally().found() == 0) {
            out.printf("Warm was %s times as fast as cold.%n", Figures.count(times(first, second)));
        }
        out.printf(
                "The second JVM unpacked %s copies: %s.%n",
                Figures.count(reading.found()),
                reading.wrong() == 0
                        ? "each has the digest the cache told"
                        : Figures.count(reading.wrong()) + " ARE WRONG");
        if (unreadable > 0) {
            out.printf("Left out, because they could not be read: %s.%n", Figures.count(unreadable));
        }
        out.println();
    }

    void crawl(Crawl crawl) {
        out.println("  A crawl in a JVM that was killed half-way");
        total("files", Figures.count(crawl.doneWhenKilled()), "in the result when it was killed");
        total(
                "taken",
                Figures.count(crawl.inFlightWhenKilled()),
                "items of work that it had taken and not acknowledged");
        total("again", Figures.count(crawl.again()), "handed out again to the JVM that was started in its place");
        total(
                "files",
                Figures.count(crawl.files()),
                crawl.wrong() == 0
                        ? "in the result in the end: each file once"
                        : "in the result in the end: " + Figures.count(crawl.wrong()) + " ARE WRONG");
        total("time", Figures.time(crawl.time()), "for both, with the wait until the killed one's leases had ended");
        crawl.recent().forEach(path -> out.println("      last     " + path));
        out.println();
    }

    private static long times(Pass slow, Pass fast) {
        return slow.time().dividedBy(fast.time());
    }

    private static String warmth(Tally tally) {
        if (tally.found() == 0) {
            return "cold";
        }
        return tally.learned() == 0 ? "warm" : "partly warm";
    }

    private void row(String name, Pass pass) {
        Tally tally = pass.tally();
        out.printf(
                ROW,
                name,
                Figures.time(pass.time()),
                Figures.count(tally.files()),
                Figures.count(tally.found()),
                Figures.count(tally.learned()),
                Figures.perSecond(tally.files(), pass.time()));
    }

    void end(FileList list, Contents contents, Path directory) {
        out.println("  The cache now");
        total("entries", Figures.count(contents.entries()), "facts and copies");
        total("bytes", Figures.bytes(list.bytes()), "of files that need not be read again");
        total("volume", Figures.bytes(contents.volume()), "of the cache on disk");
        total("in files", Figures.bytes(contents.fileBytes()), "of it are large copies, beside the database");
        total("hits", Figures.count(contents.stats().hits()), "counted in all runs, by all processes");
        total("misses", Figures.count(contents.stats().misses()), "");
        out.println();
        out.println("  Try next");
        hint("./larder demo", "in a new JVM, which finds all this");
        hint("./larder demo DIRECTORY", "with your own files");
        hint("./larder demo --fresh", "to forget these files first");
        hint("kill -9 it half-way", "and run it again: it goes on from there");
        out.printf("    sqlite3 '%s'%n", directory.resolve("facts").resolve("cache.db"));
        out.println("      select value, key from Cache order by rowid desc limit 5;");
        out.flush();
    }

    private void total(String name, String figure, String meaning) {
        out.println("    %-10s %12s   %s".formatted(name, figure, meaning).stripTrailing());
    }

    private void hint(String command, String purpose) {
        out.printf("    %-28s %s%n", command, purpose);
    }
}
