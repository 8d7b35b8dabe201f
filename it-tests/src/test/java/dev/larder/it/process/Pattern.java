package dev.larder.it.process;

import java.io.InputStream;

/** So many bytes, each telling its place as far as a byte can. */
final class Pattern extends InputStream {

    private final long length;
    private long position;

    Pattern(long length) {
        this.length = length;
    }

    @Override
    public int read() {
        return position == length ? -1 : at(position++);
    }

    @Override
    public int read(byte[] target, int offset, int count) {
        if (position == length) {
            return -1;
        }
        int delivered = (int) Math.min(count, length - position);
        for (int i = 0; i < delivered; i++) {
            target[offset + i] = (byte) at(position++);
        }
        return delivered;
    }

    private static int at(long position) {
        return (int) (position * 31 + (position >>> 16)) & 0xFF;
    }
}
