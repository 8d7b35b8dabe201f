package dev.larder.storage.postgresql;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sockets for the driver that note the texts of the statements that it sends, as the server gets them: each by itself,
 * whoever has put them together. They understand what is not encrypted.
 */
public final class OverheardSockets extends DriverSockets {

    private static final Map<String, Set<String>> STATEMENTS = new ConcurrentHashMap<>();

    private final Set<String> statements;

    /** @param group what the connection's setting {@code socketFactoryArg} says */
    public OverheardSockets(String group) {
        statements = statements(group);
    }

    /** The different texts that were sent on the connections of a group. */
    static Set<String> statements(String group) {
        return STATEMENTS.computeIfAbsent(group, any -> ConcurrentHashMap.newKeySet());
    }

    @Override
    public Socket createSocket() {
        Messages messages = new Messages(statements);
        return new Socket() {
            @Override
            public OutputStream getOutputStream() throws IOException {
                return new FilterOutputStream(super.getOutputStream()) {
                    @Override
                    public void write(int each) throws IOException {
                        write(new byte[] {(byte) each}, 0, 1);
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) throws IOException {
                        messages.read(bytes, offset, length);
                        out.write(bytes, offset, length);
                    }
                };
            }
        };
    }

    /** What a client sends, as PostgreSQL's documentation of the protocol describes it. */
    private static final class Messages {

        /** From here on what a connection asks for first is not a version, but whether it may be encrypted. */
        private static final int ENCRYPTION_REQUESTS = 80_877_103;

        private final Set<String> statements;
        private ByteBuffer unread = ByteBuffer.allocate(1 << 13).flip();
        private boolean isBegun;

        Messages(Set<String> statements) {
            this.statements = statements;
        }

        void read(byte[] bytes, int offset, int length) {
            ByteBuffer all = ByteBuffer.allocate(unread.remaining() + length);
            unread = all.put(unread).put(bytes, offset, length).flip();
            while (readMessage()) {}
        }

        /** Returns whether there was a whole one. */
        private boolean readMessage() {
            int typeBytes = isBegun ? 1 : 0;
            if (unread.remaining() < typeBytes + Integer.BYTES) {
                return false;
            }
            int end = unread.position() + typeBytes + unread.getInt(unread.position() + typeBytes);
            if (unread.limit() < end) {
                return false;
            }
            ByteBuffer message = unread.duplicate().limit(end);
            unread.position(end);
            if (isBegun) {
                note((char) message.get(), message.position(message.position() + Integer.BYTES));
            } else {
                isBegun = message.getInt(message.position() + Integer.BYTES) < ENCRYPTION_REQUESTS;
            }
            return true;
        }

        private void note(char type, ByteBuffer content) {
            if (type == 'P') {
                text(content); // the name of what is prepared
                statements.add(text(content));
            } else if (type == 'Q') {
                statements.add(text(content));
            }
        }

        private static String text(ByteBuffer content) {
            int start = content.position();
            while (content.get() != 0) {}
            return new String(
                    content.array(),
                    content.arrayOffset() + start,
                    content.position() - 1 - start,
                    StandardCharsets.UTF_8);
        }
    }
}
