package dev.larder.storage.postgresql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import javax.net.SocketFactory;

/**
 * Sockets through which a test looks at what the driver and the server say to each other. The driver makes an object of
 * such a class for each connection, hands it the connection's setting {@code socketFactoryArg}, and connects the socket
 * itself.
 */
abstract class DriverSockets extends SocketFactory {

    @Override
    public abstract Socket createSocket();

    /** What an URL says for connections to go through such sockets. */
    static String settings(Class<? extends DriverSockets> sockets, String argument) {
        return "&socketFactory=" + sockets.getName() + "&socketFactoryArg=" + argument;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw new UnknownHostException("The driver connects sockets itself");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw new UnknownHostException("The driver connects sockets itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw new SocketException("The driver connects sockets itself");
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        throw new SocketException("The driver connects sockets itself");
    }
}
