package dev.larder.codec.jackson;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.larder.storage.Encoded;
import dev.larder.storage.Scalar;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** What CPython and DiskCache have made, among the test resources. */
final class Resources {

    private static final int TAR_BLOCK = 512;

    private Resources() {}

    static JsonNode json(String name) {
        try (InputStream in = open(name)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines that are not comments. */
    static List<String> lines(String name) throws IOException {
        try (InputStream in = open(name)) {
            return new String(in.readAllBytes(), US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    /** Unpacks the files of an archive below {@code target}. */
    static void unpack(String archive, Path target) throws IOException {
        try (DataInputStream tar = new DataInputStream(new GZIPInputStream(open(archive)))) {
            byte[] header = new byte[TAR_BLOCK];
            tar.readFully(header);
            while (header[0] != 0) {
                int size = Integer.parseInt(text(header, 124, 11), 8);
                byte[] content = tar.readNBytes(size);
                tar.skipNBytes((TAR_BLOCK - size % TAR_BLOCK) % TAR_BLOCK);
                if (header[156] == '0') {
                    Path file = target.resolve(text(header, 0, 100));
                    Files.createDirectories(file.getParent());
                    Files.write(file, content);
                }
                tar.readFully(header);
            }
        }
    }

    private static String text(byte[] header, int from, int length) {
        String field = new String(header, from, length, US_ASCII);
        int end = field.indexOf('\0');
        return end < 0 ? field : field.substring(0, end);
    }

    static byte[] bytes(Encoded encoded) {
        return ((Scalar.Bytes) encoded.scalar()).value();
    }

    private static InputStream open(String name) {
        return Objects.requireNonNull(Resources.class.getResourceAsStream(name), name);
    }
}
