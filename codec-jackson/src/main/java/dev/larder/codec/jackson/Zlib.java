package dev.larder.codec.jackson;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Compression as Python's {@code zlib.compress} does it, to the byte.
 *
 * @param level from 0 to 9, or -1 for the default
 * @param maxBytes the greatest length before compression
 */
record Zlib(int level, int maxBytes) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Far more than a value in memory should have, and little enough not to bring a JVM of ordinary size down. */
    private static final int USUAL_MAX_BYTES = 256 << 20;

    Zlib(int level) {
        this(level, USUAL_MAX_BYTES);
    }

    Zlib {
        if (level < Deflater.DEFAULT_COMPRESSION || level > Deflater.BEST_COMPRESSION) {
            throw new IllegalArgumentException("There is no compression level " + level + ", only -1 and 0 to 9");
        }
    }

    byte[] compress(byte[] data) throws IOException {
        if (data.length > maxBytes) {
            throw new IOException("it has " + data.length + " bytes, and " + maxBytes + " are the most; stream it");
        }
        Deflater deflater = new Deflater(level);
        try {
            deflater.setInput(data);
            deflater.finish();
            // All at once, as Python does: at level 0 the bytes depend on how much room there is. Zlib adds a few bytes
            // at
            // most, its fast replacements up to one for eight.
            byte[] stream = new byte[data.length + data.length / 8 + 64];
            int length = deflater.deflate(stream);
            if (!deflater.finished()) {
                throw new IOException("zlib made more than " + stream.length + " bytes of " + data.length);
            }
            return Arrays.copyOf(stream, length);
        } finally {
            deflater.end();
        }
    }

    /** What {@code stream} holds; refuses streams that are damaged, cut off, followed by something or too long. */
    byte[] decompress(byte[] stream) throws IOException {
        Inflater inflater = new Inflater();
        inflater.setInput(stream);
        try (InputStream in = new InflaterInputStream(InputStream.nullInputStream(), inflater, 1)) {
            byte[] data = in.readNBytes(maxBytes);
            if (in.read() >= 0) {
                throw new ZipException("it unfolds to more than " + maxBytes + " bytes");
            }
            if (inflater.getRemaining() > 0) {
                throw new ZipException(inflater.getRemaining() + " bytes follow the zlib stream");
            }
            return data;
        } finally {
            inflater.end();
        }
    }
}
