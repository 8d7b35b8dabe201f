package dev.larder.jcache;

import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads of a manager, of which there are none while there is nothing to do. */
final class Workers {

    private static final int IDLE_SECONDS = 10;

    private Workers() {}

    /** Daemon threads that have {@code loader} as their context class loader, which the code they run belongs to. */
    static ExecutorService of(URI uri, ClassLoader loader) {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(work, "larder-jcache " + uri);
                    thread.setDaemon(true);
                    thread.setContextClassLoader(loader);
                    return thread;
                });
    }
}
