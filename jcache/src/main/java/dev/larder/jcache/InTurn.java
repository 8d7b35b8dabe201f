package dev.larder.jcache;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs one at a time, in the order in which they came, on the threads of others. */
final class InTurn implements Executor {

    private final Executor workers;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    InTurn(Executor workers) {
        this.workers = workers;
    }

    @Override
    public void execute(Runnable work) {
        synchronized (waiting) {
            waiting.add(work);
            if (running) {
                return;
            }
            running = true;
        }
        workers.execute(this::runAll);
    }

    private void runAll() {
        for (Runnable next = next(); next != null; next = next()) {
            try {
                next.run();
            } catch (RuntimeException | Error e) {
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
            }
        }
    }

    private @Nullable Runnable next() {
        synchronized (waiting) {
            Runnable next = waiting.poll();
            running = next != null;
            return next;
        }
    }
}
