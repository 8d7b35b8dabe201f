package dev.larder.storage.postgresql;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sockets for the driver that count how often it waits for the server: how often it begins to read after it has
 * written.
 */
public final class CountingSockets extends DriverSockets {

    private static final Map<String, AtomicInteger> TRIPS = new ConcurrentHashMap<>();

    private final AtomicInteger trips;

    /** @param pool what the connection's setting {@code socketFactoryArg} says */
    public CountingSockets(String pool) {
        trips = trips(pool);
    }

    /** How often the driver has waited on the connections of a pool. */
    static AtomicInteger trips(String pool) {
        return TRIPS.computeIfAbsent(pool, any -> new AtomicInteger());
    }

    @Override
    public Socket createSocket() {
        return new CountingSocket(trips);
    }

    private static final class CountingSocket extends Socket {

        private final AtomicInteger trips;
        private boolean hasWritten;

        CountingSocket(AtomicInteger trips) {
            this.trips = trips;
        }

        private void wrote() {
            hasWritten = true;
        }

        private void reads() {
            if (hasWritten) {
                hasWritten = false;
                trips.incrementAndGet();
            }
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(int each) throws IOException {
                    wrote();
                    out.write(each);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    wrote();
                    out.write(bytes, offset, length);
                }
            };
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    reads();
                    return in.read();
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    reads();
                    return in.read(bytes, offset, length);
                }
            };
        }
    }
}
