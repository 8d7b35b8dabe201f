package dev.larder.cli.demo;

import dev.larder.DataSize;
import dev.larder.cli.console.Console;
import dev.larder.cli.console.Progress;
import dev.larder.cli.console.StopNotice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code larder demo}: what a cache on disk does for a program that looks at many files. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
@Command(
        name = "demo",
        header = "See the cache at work on real files, cold and warm, in two JVMs.",
        description = {
            "Computes a digest, line and word counts and a compressed copy of each file, through a cache in a directory that stays; then again from the "
                    + "cache; then in a second JVM while the first goes on reading. Run it twice: the second run starts warm.",
            "Then another JVM crawls over the files, with a work queue of what to visit and an index of results, is killed half-way and started again.",
            "Files are only read. Links are not followed; hidden directories and Maven's target directories are left out."
        })
public final class DemoCommand implements Callable<Integer> {

    private final Console console = Console.ofProcess();

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIRECTORY",
            description = "Where the files are. Default: the sources of Larder and the running JDK.")
    private @Nullable Path directory;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Where the cache is. Default: larder/demo in $$XDG_CACHE_HOME or ~/.cache.")
    private @Nullable Path cacheDirectory;

    @Option(names = "--fresh", description = "Forget what the cache knows about these files first.")
    private boolean fresh;

    @Option(names = "--no-crawl", description = "Leave out the crawl.")
    private boolean noCrawl;

    @Option(
            names = "--max-files",
            paramLabel = "N",
            defaultValue = "20000",
            description = "How many files at most. Default: ${DEFAULT-VALUE}.")
    private long maxFiles;

    @Option(
            names = "--max-mib",
            paramLabel = "N",
            defaultValue = "512",
            description = "How many MiB of files at most. Default: ${DEFAULT-VALUE}.")
    private long maxMebibytes;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Bounds bounds = new Bounds(
                requireInRange("--max-files", maxFiles), DataSize.mebibytes(requireInRange("--max-mib", maxMebibytes)));
        List<Path> roots = roots();
        Path chosen = cacheDirectory == null
                ? CacheHome.in(System.getenv()).resolve("larder").resolve("demo")
                : cacheDirectory;
        StopNotice stopNotice =
                new StopNotice(console, "Stopped. What was learned is in the cache; the next run goes on from there.");
        try (FactsCache cache = FactsCache.open(chosen)) {
            stopNotice.set();
            return run(cache, chosen.toRealPath(), roots, bounds);
        } finally {
            stopNotice.withdraw();
        }
    }

    private int run(FactsCache cache, Path home, List<Path> roots, Bounds bounds)
            throws IOException, InterruptedException {
        for (Path root : roots) {
            if (root.startsWith(home)) {
                throw wrongUsage(root + " is a part of the cache itself; choose other files");
            }
        }
        cache.expire();
        if (fresh) {
            roots.forEach(cache::forget);
        }
        FileList list = FileWalk.list(roots, home, bounds);
        if (list.files().isEmpty()) {
            throw wrongUsage("There are no files to read in " + roots);
        }
        Report report = new Report(spec.commandLine().getOut());
        report.begin(roots, list, bounds, home, cache.countKnown(list.files()));
        Pass first = pass("First pass ", list, cache);
        Pass second = pass("Second pass", list, cache);
        console.note("Second JVM, while this one goes on ...");
        Together together = Together.read(list.files(), cache, home, bounds, roots);
        report.passes(first, second, together, list.unreadable() + first.tally().unreadable());
        long wrong = together.second().wrong();
        if (!noCrawl) {
            console.note("A crawl over the same files, which is killed half-way ...");
            Crawl crawl = Crawl.over(list, cache, home, bounds, roots);
            report.crawl(crawl);
            wrong += crawl.wrong();
        }
        report.end(list, cache.contents(), home);
        return wrong == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private Pass pass(String name, FileList list, FactsCache cache) throws InterruptedException {
        int threads = Runtime.getRuntime().availableProcessors();
        try (Progress progress = console.startBytes(name, list.bytes())) {
            return Pass.over(list.files(), cache, threads, progress.onMore());
        }
    }

    /** Without links, so that the same file has the same path however it was named. */
    private List<Path> roots() throws IOException {
        if (directory != null) {
            if (!Files.isDirectory(directory)) {
                throw wrongUsage(directory + (Files.exists(directory) ? " is not a directory" : " does not exist"));
            }
            return List.of(directory.toRealPath());
        }
        List<Path> roots = new ArrayList<>();
        String larderHome = System.getProperty("larder.home");
        if (larderHome != null) {
            roots.add(Path.of(larderHome).toRealPath());
        }
        roots.add(Path.of(System.getProperty("java.home")).toRealPath());
        return roots;
    }

    private long requireInRange(String option, long value) {
        if (value < 1 || value > 1_000_000_000) {
            throw wrongUsage(option + " is " + value + " but must be from 1 to 1000000000");
        }
        return value;
    }

    private ParameterException wrongUsage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
