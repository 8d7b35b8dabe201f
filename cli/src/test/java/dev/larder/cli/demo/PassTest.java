package dev.larder.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassTest {

    private static final int THREADS = 2;

    @TempDir
    Path directory;

    private FactsCache cache;

    @BeforeEach
    void open() {
        cache = FactsCache.open(directory.resolve("cache"));
    }

    @AfterEach
    void close() {
        cache.close();
    }

    @Test
    void over_newFiles_learnsThem_thenFindsThem() throws Exception {
        List<SourceFile> files = List.of(file("one", "1"), file("two", "22"));
        AtomicLong bytes = new AtomicLong();
        assertThat(Pass.over(files, cache, THREADS, bytes::addAndGet).tally()).isEqualTo(new Tally(0, 2, 0));
        assertThat(bytes).hasValue(3);
        assertThat(Pass.over(files, cache, THREADS, bytes::addAndGet).tally()).isEqualTo(new Tally(2, 0, 0));
        assertThat(bytes).hasValue(6);
    }

    @Test
    void over_vanishedFile_countsIt_andKeepsNothing() throws Exception {
        SourceFile vanished = file("one", "1");
        Files.delete(vanished.path());
        assertThat(Pass.over(List.of(vanished), cache, THREADS, bytes -> {}).tally())
                .isEqualTo(Tally.UNREADABLE);
        assertThat(cache.contents().entries()).isZero();
    }

    @Test
    void over_fileThatChangedSinceItWasFound_countsIt_andKeepsNothing() throws Exception {
        SourceFile found = file("one", "1");
        Files.setLastModifiedTime(found.path(), FileTime.from(Instant.EPOCH));
        assertThat(Pass.over(List.of(found), cache, THREADS, bytes -> {}).tally())
                .isEqualTo(Tally.UNREADABLE);
        assertThat(cache.contents().entries()).isZero();
    }

    @Test
    void unpack_givesTheFactsOfTheCopy() throws Exception {
        SourceFile file = file("one", "one two\n");
        cache.learn(file, bytes -> {});
        assertThat(cache.unpack(file)).isPresent().isEqualTo(cache.find(file));
        assertThat(cache.unpack(file("two", ""))).isEmpty();
    }

    private SourceFile file(String name, String content) throws IOException {
        Path file = Files.writeString(directory.resolve(name), content);
        return SourceFile.of(file, Files.readAttributes(file, BasicFileAttributes.class));
    }
}
