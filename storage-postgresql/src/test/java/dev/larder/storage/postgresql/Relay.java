package dev.larder.storage.postgresql;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** A way to the server that can be blocked: then connections stay open, and nothing passes in either direction. */
final class Relay implements AutoCloseable {

    /** Small, so that whoever sends much to a server that does not read gets stuck in sending. */
    private static final int RECEIVE_BUFFER = 16 * 1_024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ServerSocket door = new ServerSocket();
    private final String url;
    private final InetSocketAddress server;
    private boolean isBlocked; // this and the following guarded by the lock
    private long left = Long.MAX_VALUE;

    /** @param url of the server */
    Relay(String url) throws IOException {
        Properties parts = Objects.requireNonNull(Driver.parseURL(url, null), "a URL of PostgreSQL");
        String host = PGProperty.PG_HOST.getOrDefault(parts);
        String port = PGProperty.PG_PORT.getOrDefault(parts);
        server = new InetSocketAddress(host, Integer.parseInt(port));
        door.setReceiveBufferSize(RECEIVE_BUFFER);
        door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.url = url.replaceFirst("//[^/]*/", "//127.0.0.1:" + door.getLocalPort() + "/");
        start(this::accept);
    }

    /** JDBC URL of the server by this way. */
    String url() {
        return url;
    }

    void block() {
        lock.lock();
        isBlocked = true;
        lock.unlock();
    }

    /** Blocks when so many bytes more have been on the way. */
    void blockAfter(long bytes) {
        lock.lock();
        left = bytes;
        lock.unlock();
    }

    private void passed(int bytes) {
        lock.lock();
        left -= bytes;
        isBlocked |= left < 0;
        lock.unlock();
    }

    void unblock() {
        lock.lock();
        isBlocked = false;
        left = Long.MAX_VALUE;
        opened.signalAll();
        lock.unlock();
    }

    private void awaitOpen() {
        lock.lock();
        try {
            while (isBlocked) {
                opened.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                sockets.add(client);
                start(() -> connect(client));
            }
        } catch (IOException closed) {
            unblock();
        }
    }

    private void connect(Socket client) {
        awaitOpen();
        try {
            Socket onward = new Socket(server.getAddress(), server.getPort());
            sockets.add(onward);
            start(() -> pass(client, onward));
            pass(onward, client);
        } catch (IOException e) {
            close(client);
        }
    }

    private void pass(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] bytes = new byte[RECEIVE_BUFFER];
            awaitOpen();
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                awaitOpen();
                out.write(bytes, 0, length);
                passed(length);
                awaitOpen();
            }
        } catch (IOException e) {
            // one of both sides has ended it, and so does the other
        } finally {
            close(from);
            close(to);
        }
    }

    private void close(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError("A socket could not be closed", e);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        unblock();
        sockets.forEach(this::close);
    }
}
