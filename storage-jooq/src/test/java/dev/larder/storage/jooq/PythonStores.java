package dev.larder.storage.jooq;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Stores that Python DiskCache has made, as archives among the test resources. */
final class PythonStores {

    private static final int BLOCK = 512;

    private PythonStores() {}

    /** Unpacks {@code name-version} below {@code target} and returns its directory. */
    static Path unpack(String name, String version, Path target) throws IOException {
        String archive = "/fixtures/" + name + "-" + version + ".tar.gz";
        try (DataInputStream tar =
                new DataInputStream(new GZIPInputStream(PythonStores.class.getResourceAsStream(archive)))) {
            byte[] header = new byte[BLOCK];
            while (true) {
                tar.readFully(header);
                String path = text(header, 0, 100);
                if (path.isEmpty()) {
                    break; // the archive ends with empty blocks
                }
                int size = Integer.parseInt(text(header, 124, 11), 8);
                byte[] content = tar.readNBytes(size);
                tar.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
                if (header[156] == '0') {
                    Path file = target.resolve(path);
                    Files.createDirectories(file.getParent());
                    Files.write(file, content);
                }
            }
        } catch (EOFException e) {
            throw new IOException("Archive ends early: " + archive, e);
        }
        return target.resolve(name);
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, US_ASCII).trim();
    }
}
