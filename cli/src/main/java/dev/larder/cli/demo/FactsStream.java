package dev.larder.cli.demo;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/** Learns the facts of what is read through it. */
final class FactsStream extends FilterInputStream {

    private final MessageDigest digest = sha256();
    private final LongConsumer onBytes;
    private long bytes;
    private long lines;
    private long words;
    private boolean inWord;

    /** @param onBytes is told how many bytes each read delivered */
    FactsStream(InputStream source, LongConsumer onBytes) {
        super(source);
        this.onBytes = onBytes;
    }

    /** The facts of what was read so far; call it once, at the end. */
    FileFacts facts() {
        return new FileFacts(HexFormat.of().formatHex(digest.digest()), bytes, lines, words);
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count > 0) {
            digest.update(buffer, offset, count);
            countWords(buffer, offset, offset + count);
            bytes += count;
            onBytes.accept(count);
        }
        return count;
    }

    /** Skipped bytes would be missing from the facts. */
    @Override
    public long skip(long count) throws IOException {
        return count <= 0 ? 0 : readNBytes((int) Math.min(count, 8_192)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void countWords(byte[] buffer, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = buffer[i];
            boolean space = b == ' ' || (b >= '\t' && b <= '\r');
            if (!space && !inWord) {
                words++;
            }
            if (b == '\n') {
                lines++;
            }
            inWord = !space;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
