package dev.larder.jcache;

import dev.larder.storage.LarderException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Runs operations in transactions on the store. What they have met is counted, and listeners are told, after the
 * commit. An operation within another one on the same thread, such as those of an entry processor on its own cache, is
 * a part of it. A storage may run a transaction again; only what the last run has done is counted and told.
 */
final class Transactions<K, V> {

    private final Cache<K, V> source;
    private final dev.larder.Cache<K, V> store;
    private final Listeners<K, V> listeners;
    private final Consumer<Measured> counter;
    private final EventOrder<K> order = new EventOrder<>();

    @SuppressWarnings("ThreadLocalUsage") // one for each cache is what is meant: a thread may use several
    private final ThreadLocal<@Nullable Change<K, V>> current = new ThreadLocal<>();

    /**
     * What an operation has met.
     *
     * @param start when it began, in {@link System#nanoTime()}
     */
    record Measured(Tally tally, long start) {}

    /**
     * @param source whose events they are
     * @param counter is told of what each operation has met
     */
    Transactions(
            Cache<K, V> source, dev.larder.Cache<K, V> store, Listeners<K, V> listeners, Consumer<Measured> counter) {
        this.source = source;
        this.store = store;
        this.listeners = listeners;
        this.counter = counter;
    }

    /** The change that this thread is in, or null. */
    @Nullable
    Change<K, V> current() {
        return current.get();
    }

    /**
     * Runs what only reads, or needs no transaction of its own.
     *
     * @throws CacheException if the store fails
     */
    <R extends @Nullable Object> R read(Function<? super Tally, R> work) {
        Change<K, V> outer = current.get();
        if (outer != null) {
            return work.apply(outer.tally());
        }
        Measured measured = new Measured(new Tally(), System.nanoTime());
        R result = translating(() -> work.apply(measured.tally()));
        counter.accept(measured);
        return result;
    }

    /**
     * Runs what changes entries.
     *
     * @throws CacheException if the store fails
     */
    <R extends @Nullable Object> R change(Function<? super Change<K, V>, R> work) {
        Change<K, V> outer = current.get();
        if (outer != null) {
            return work.apply(outer);
        }
        long start = System.nanoTime();
        AtomicReference<@Nullable Change<K, V>> last = new AtomicReference<>();
        R result;
        try {
            result = translating(() -> store.transactResult(cache -> run(last, work)));
        } catch (Throwable e) {
            giveUp(last.get());
            throw e;
        }
        Change<K, V> done = last.get();
        if (done != null) {
            finish(done, start);
        }
        return result;
    }

    private <R extends @Nullable Object> R run(
            AtomicReference<@Nullable Change<K, V>> last, Function<? super Change<K, V>, R> work) {
        Change<K, V> change = new Change<>(source, listeners.isEmpty() ? null : order.place());
        giveUp(last.getAndSet(change));
        current.set(change);
        try {
            return work.apply(change);
        } finally {
            current.remove();
        }
    }

    private static void giveUp(@Nullable Change<?, ?> change) {
        if (change != null) {
            change.giveUp();
        }
    }

    private void finish(Change<K, V> done, long start) {
        counter.accept(new Measured(done.tally(), start));
        done.tell(() -> listeners.tell(done.events()));
        RuntimeException failure = done.failure();
        if (failure != null) {
            throw failure;
        }
    }

    /** An entry has been created outside of a transaction of these. */
    void created(K key, V value) {
        if (!listeners.isEmpty()) {
            Change<K, V> change = new Change<>(source, order.place());
            change.created(key, value);
            change.tell(() -> listeners.tell(change.events()));
        }
    }

    private <R extends @Nullable Object> R translating(Supplier<R> work) {
        try {
            return work.get();
        } catch (LarderException e) {
            throw new CacheException("Cache '" + source.getName() + "': " + e.getMessage(), e);
        }
    }
}
