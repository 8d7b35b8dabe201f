package dev.larder.cli.demo;

import static dev.larder.WriteOptions.expireAfter;

import dev.larder.Cache;
import dev.larder.DataSize;
import dev.larder.Stats;
import dev.larder.Undecodable;
import dev.larder.WriteOptions;
import dev.larder.codec.Codec;
import dev.larder.codec.jackson.Json;
import dev.larder.storage.Blob;
import dev.larder.storage.EvictionPolicy;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.zip.DeflaterInputStream;
import java.util.zip.InflaterInputStream;

/**
 * What is known about files, in a directory that stays: one cache holds the facts, another the compressed copies, the
 * larger of which become files of their own.
 *
 * <p>Keys name a file in one state, so what is found is never stale. What is known about earlier states goes by its tag
 * when the file is met again, and by its age when it is not.
 */
final class FactsCache implements AutoCloseable {

    static final long MOST_BYTES_OF_COPIES = DataSize.gibibytes(1);

    private static final Duration TIME_TO_LIVE = Duration.ofDays(30);

    /**
     * Files of at most this many bytes are compressed in memory, and the storage decides whether the copy lies in a row
     * or in a file.
     */
    private static final long SMALL_FILE = DataSize.mebibytes(1);

    private static final int BUFFER_BYTES = 1 << 16;

    private final Cache<String, FileFacts> facts;
    private final Cache<String, byte[]> copies;

    private FactsCache(Cache<String, FileFacts> facts, Cache<String, byte[]> copies) {
        this.facts = facts;
        this.copies = copies;
    }

    static FactsCache open(Path directory) {
        Cache<String, FileFacts> facts = Cache.at(directory.resolve("facts"))
                .keys(Codec.string())
                .values(Json.of(FileFacts.class))
                .undecodable(Undecodable.MISS)
                .statistics(true)
                .tagIndex(true)
                .open();
        try {
            Cache<String, byte[]> copies = Cache.at(directory.resolve("copies"))
                    .keys(Codec.string())
                    .values(Codec.bytes())
                    .sizeLimit(MOST_BYTES_OF_COPIES)
                    .evictionPolicy(EvictionPolicy.LEAST_RECENTLY_USED)
                    .tagIndex(true)
                    .open();
            return new FactsCache(facts, copies);
        } catch (RuntimeException e) {
            facts.close();
            throw e;
        }
    }

    /** What is known about {@code file}, if it and the copy are there. */
    Optional<FileFacts> find(SourceFile file) {
        FileFacts known = facts.get(file.key());
        if (known == null) {
            return Optional.empty();
        }
        return copies.read(file.key()).map(copy -> {
            copy.close();
            return known;
        });
    }

    /** Whether the facts about {@code file} are known. Leaves no trace in the statistics. */
    boolean isKnown(SourceFile file) {
        return facts.contains(file.key());
    }

    /** How many of {@code files} are known. */
    long countKnown(List<SourceFile> files) {
        return files.stream().filter(this::isKnown).count();
    }

    /** What is known about {@code files}, by their keys. */
    Map<String, FileFacts> findAll(List<SourceFile> files) {
        return facts.getAll(files.stream().map(SourceFile::key).toList());
    }

    /**
     * Reads {@code file}, and keeps its facts and a compressed copy. The facts come last: they are never there without
     * having had a copy.
     *
     * @param onBytes is told how many bytes each read delivered
     * @throws IOException if the file cannot be read, or changed meanwhile; nothing is kept
     */
    void learn(SourceFile file, LongConsumer onBytes) throws IOException {
        facts.evict(file.tag());
        copies.evict(file.tag());
        WriteOptions options = expireAfter(TIME_TO_LIVE).tag(file.tag());
        try (FactsStream content = new FactsStream(Files.newInputStream(file.path()), onBytes);
                InputStream packed = new DeflaterInputStream(new BufferedInputStream(content, BUFFER_BYTES))) {
            if (file.size() <= SMALL_FILE) {
                copies.set(file.key(), packed.readAllBytes(), options);
            } else {
                copies.write(file.key(), packed, options);
            }
            if (!file.isUnchanged()) {
                copies.delete(file.key());
                throw new IOException(file.path() + " changed while it was read");
            }
            facts.set(file.key(), content.facts(), options);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Unpacks the copy of {@code file} and learns its facts anew. */
    Optional<FileFacts> unpack(SourceFile file) throws IOException {
        Optional<Blob> found = copies.read(file.key());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (Blob copy = found.get();
                FactsStream content = new FactsStream(new InflaterInputStream(copy.stream()), bytes -> {})) {
            content.transferTo(OutputStream.nullOutputStream());
            return Optional.of(content.facts());
        }
    }

    /** Removes what is known about the files below {@code directory}. */
    void forget(Path directory) {
        String separator = directory.getFileSystem().getSeparator();
        String path = directory.toString();
        String prefix = path.endsWith(separator) ? path : path + separator;
        facts.evictPrefix(prefix);
        copies.evictPrefix(prefix);
    }

    /** Removes what is too old. */
    void expire() {
        facts.expire();
        copies.expire();
    }

    Contents contents() {
        return new Contents(
                facts.size() + copies.size(), facts.volume() + copies.volume(), copies.fileBytes(), facts.stats());
    }

    @Override
    public void close() {
        try (facts) {
            copies.close();
        }
    }

    /**
     * What the caches hold.
     *
     * @param entries number of entries, of both caches
     * @param volume bytes on disk
     * @param fileBytes bytes of these that are copies in files of their own
     * @param stats how often facts were asked for, by all processes so far
     */
    record Contents(long entries, long volume, long fileBytes, Stats stats) {}
}
