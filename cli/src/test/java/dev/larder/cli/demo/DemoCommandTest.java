package dev.larder.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.cli.LarderProcess;
import dev.larder.cli.LarderProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration as people run it: in a process of its own, on files. */
class DemoCommandTest {

    private static final int FILES = 5;

    @TempDir
    Path directory;

    private Path files;
    private Path cache;

    @BeforeEach
    void makeFiles() throws IOException {
        files = Files.createDirectories(directory.resolve("files/below")).getParent();
        cache = directory.resolve("cache");
        Files.writeString(files.resolve("text"), "two words\nand three more\n");
        Files.writeString(files.resolve("below/text"), "another");
        Files.createFile(files.resolve("below/empty"));
        Files.write(files.resolve("some noise"), noise(100_000)); // its copy is larger than a row holds
        Files.write(files.resolve("much noise"), noise(3_000_000)); // is streamed
    }

    @Test
    void secondRun_startsWarm() throws Exception {
        Result first = LarderProcess.run("demo", files, "--cache", cache);
        assertThat(first.exitCode()).as(first.output()).isZero();
        assertThat(first.output())
                .contains("this run starts cold", cache.toRealPath().toString(), "Try next")
                .isASCII();
        assertThat(row(first, "First pass, cold")).isEqualTo(new Row(FILES, 0, FILES));
        assertThat(row(first, "Second pass, warm")).isEqualTo(new Row(FILES, FILES, 0));
        assertThat(row(first, "Second JVM, unpacking")).isEqualTo(new Row(FILES, FILES, 0));
        assertThat(first.output()).contains("each has the digest the cache told");
        assertThat(first.output())
                .containsPattern("again +[1-9]\\d* +handed out again")
                .containsPattern("files +" + FILES + " +in the result in the end: each file once");

        Result second = demo();
        assertThat(second.output()).contains("this run starts warm");
        assertThat(row(second, "First pass, warm")).isEqualTo(new Row(FILES, FILES, 0));
        assertThat(figure(second, "entries")).isEqualTo(2 * FILES);
        assertThat(figure(second, "misses")).isEqualTo(FILES);
    }

    @Test
    void changedFile_isReadAgain_andReplacesWhatWasKnown() throws Exception {
        demo();
        Files.writeString(files.resolve("text"), "changed");
        Result second = demo();
        assertThat(row(second, "First pass, partly warm")).isEqualTo(new Row(FILES, FILES - 1, 1));
        assertThat(figure(second, "entries")).isEqualTo(2 * FILES);
    }

    @Test
    void fresh_forgetsTheFilesOfThisDirectoryOnly() throws Exception {
        Files.writeString(Files.createDirectory(files.resolve("below it")).resolve("text"), "a neighbour");
        demo();
        Result below = LarderProcess.run("demo", files.resolve("below"), "--cache", cache, "--fresh", "--no-crawl");
        assertThat(row(below, "First pass, cold")).isEqualTo(new Row(2, 0, 2));
        assertThat(row(demo(), "First pass, warm")).isEqualTo(new Row(FILES + 1, FILES + 1, 0));
    }

    @Test
    void cacheAmongTheFiles_isLeftOut() throws Exception {
        cache = files.resolve("cache");
        assertThat(row(demo(), "First pass, cold")).isEqualTo(new Row(FILES, 0, FILES));
    }

    @Test
    void filesInsideTheCache_areRefused() throws Exception {
        Path facts = Files.createDirectories(cache.resolve("facts"));
        Result inside = LarderProcess.run("demo", facts, "--cache", cache);
        assertThat(inside.output()).contains("is a part of the cache itself");
        assertThat(inside.exitCode()).isEqualTo(2);
    }

    @Test
    void bounds_areKeptAndSaid() throws Exception {
        Result few =
                LarderProcess.run("demo", files, "--cache", cache, "--max-files", "4", "--max-mib", "1", "--no-crawl");
        assertThat(few.output()).contains("There are more: it takes 4 at most, and 1.0 MiB of them");
        assertThat(row(few, "First pass, cold").files()).isBetween(1L, 4L);
    }

    @Test
    void badArguments_areWrongUsage() throws Exception {
        assertThat(LarderProcess.run("demo", directory.resolve("nowhere"), "--cache", cache)
                        .output())
                .contains("nowhere does not exist");
        assertThat(LarderProcess.run("demo", files.resolve("text"), "--cache", cache)
                        .output())
                .contains("is not a directory");
        Result bounds = LarderProcess.run("demo", files, "--cache", cache, "--max-files", "0");
        assertThat(bounds.output()).contains("--max-files is 0 but must be from 1");
        assertThat(bounds.exitCode()).isEqualTo(2);
    }

    /** Killed after some files and before the last: what is there is whole, and the next run only does the rest. */
    @Test
    void killedHalfWay_goesOnFromThere() throws Exception {
        Files.write(files.resolve("last"), noise(30_000_000)); // by when it is done, the others are
        Process process = LarderProcess.start("demo", files, "--cache", cache);
        try (FactsCache known = FactsCache.open(cache)) {
            while (known.contents().entries() < 2 && process.isAlive()) {
                Thread.onSpinWait();
            }
        }
        process.destroyForcibly().waitFor();

        Result next = demo();
        assertThat(next.exitCode()).as(next.output()).isZero();
        assertThat(next.output()).containsPattern("this run starts (partly )?warm");
        assertThat(row(next, "Second pass, warm")).isEqualTo(new Row(FILES + 1, FILES + 1, 0));
        assertThat(next.output()).contains("unpacked " + (FILES + 1) + " copies: each has the digest the cache told");
    }

    private Result demo() throws IOException, InterruptedException {
        return LarderProcess.run("demo", files, "--cache", cache, "--no-crawl");
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(length).nextBytes(noise);
        return noise;
    }

    private static Row row(Result result, String name) {
        Matcher row = Pattern.compile(Pattern.quote(name) + " +[\\d.]+ m?s +(\\d+) +(\\d+) +(\\d+) ")
                .matcher(result.output());
        assertThat(row.find()).as(name + " in " + result.output()).isTrue();
        return new Row(Long.parseLong(row.group(1)), Long.parseLong(row.group(2)), Long.parseLong(row.group(3)));
    }

    private static long figure(Result result, String name) {
        Matcher figure = Pattern.compile("\n +" + name + " +(\\d+)").matcher(result.output());
        assertThat(figure.find()).as(name + " in " + result.output()).isTrue();
        return Long.parseLong(figure.group(1));
    }

    private record Row(long files, long found, long learned) {}
}
