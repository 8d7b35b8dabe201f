package dev.larder;

import dev.larder.storage.LarderException;
import dev.larder.storage.LarderTimeoutException;
import dev.larder.storage.LoadException;
import dev.larder.storage.StoreUnavailableException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs operations of a cache as its policy on failures says. Safe for use by many threads. */
final class Failures {

    private static final System.Logger LOG = System.getLogger(Failures.class.getName());

    /** Between two warnings; those of which no warning tells are counted. */
    private static final long SILENCE_NANOS = 60_000_000_000L;

    private static final long FIRST_PAUSE_NANOS = 1_000_000;
    private static final long LONGEST_PAUSE_NANOS = 250_000_000;

    private static final Failures THROWN = new Failures(FailurePolicy.FAIL, "a cache", () -> false);

    private final FailurePolicy policy;
    private final String cache;
    private final BooleanSupplier isInTransaction;
    private final LongAdder failed = new LongAdder();
    private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());

    /** When an operation that has failed may be tried again. */
    private enum Again {
        ALWAYS,
        /** After a timeout: then nothing was done. */
        IF_NOT_DONE,
        NEVER
    }

    /**
     * @param cache what warnings are about
     * @param isInTransaction whether the calling thread is inside a transaction, of which no part may fail unnoticed
     */
    Failures(FailurePolicy policy, String cache, BooleanSupplier isInTransaction) {
        this.policy = policy;
        this.cache = cache;
        this.isInTransaction = isInTransaction;
    }

    /** Those of a cache that throws. */
    static Failures thrown() {
        return THROWN;
    }

    /** How often the policy has answered in place of the storage. */
    long failed() {
        return failed.sum();
    }

    /** What may be done a second time when it is not known whether it was done. */
    <T extends @Nullable Object> T repeatable(Supplier<T> operation, T missed) {
        return run(operation, Again.ALWAYS, () -> missed);
    }

    /** What may be done again only if it is known that it was not done. */
    <T extends @Nullable Object> T once(Supplier<T> operation, T missed) {
        return run(operation, Again.IF_NOT_DONE, () -> missed);
    }

    /** What cannot be done again. */
    <T extends @Nullable Object> T unrepeatable(Supplier<T> operation, T missed) {
        return run(operation, Again.NEVER, () -> missed);
    }

    /**
     * A value that may have to be loaded.
     *
     * @param cached looks it up, and calls the loader it is given if it is missing
     */
    <T extends @Nullable Object> T load(Function<Supplier<T>, ? extends T> cached, Supplier<? extends T> loader) {
        Load<T> load = new Load<>(loader);
        try {
            return this.<T>run(() -> load.by(cached), Again.ALWAYS, load::run);
        } catch (LoaderFailure e) {
            throw Loading.<RuntimeException>unchanged(e.thrown);
        }
    }

    private <T extends @Nullable Object> T run(
            Supplier<? extends T> operation, Again again, Supplier<? extends T> missed) {
        if (isInTransaction.getAsBoolean()) {
            return operation.get();
        }
        long start = 0;
        long pause = FIRST_PAUSE_NANOS;
        while (true) {
            try {
                return operation.get();
            } catch (LarderTimeoutException | StoreUnavailableException | LoadException e) {
                LarderException failure = ofStorage(e);
                if (failure == null) {
                    throw e;
                }
                start = start == 0 ? System.nanoTime() : start;
                boolean isTriedAgain = again == Again.ALWAYS
                        || (again == Again.IF_NOT_DONE && failure instanceof LarderTimeoutException);
                long left = policy.retrying().toNanos() - (System.nanoTime() - start);
                if (isTriedAgain && left > 0) {
                    long nanos = pause / 2 + ThreadLocalRandom.current().nextLong(pause);
                    LockSupport.parkNanos(this, Math.min(left, nanos));
                    pause = Math.min(LONGEST_PAUSE_NANOS, pause * 2);
                } else if (policy.isMiss()) {
                    count(failure);
                    return missed.get();
                } else {
                    throw e;
                }
            }
        }
    }

    /** The failure of the storage, also if another thread met it that was loading the same value; or null. */
    private static @Nullable LarderException ofStorage(LarderException e) {
        Throwable failure = e instanceof LoadException ? e.getCause() : e;
        return failure instanceof LarderTimeoutException || failure instanceof StoreUnavailableException
                ? (LarderException) failure
                : null;
    }

    private void count(LarderException failure) {
        failed.increment();
        long due = nextWarning.get();
        long now = System.nanoTime();
        if (now - due >= 0 && nextWarning.compareAndSet(due, now + SILENCE_NANOS)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The storage of " + cache + " has failed, and the cache is taken for empty until it works again: "
                            + failed.sum() + " operations so far",
                    failure);
        }
    }

    /** One value that is loaded once at most, however often it is tried to keep it. */
    private static final class Load<T extends @Nullable Object> {

        private final Supplier<? extends T> loader;
        private @Nullable Supplier<T> loaded;
        private @Nullable Throwable failure;

        Load(Supplier<? extends T> loader) {
            this.loader = loader;
        }

        T by(Function<Supplier<T>, ? extends T> cached) {
            try {
                return cached.apply(this::run);
            } catch (RuntimeException | Error e) {
                if (e.equals(failure)) {
                    throw new LoaderFailure(e); // even if it is of a kind that storages throw
                }
                throw e;
            }
        }

        private T run() {
            Supplier<T> known = loaded;
            if (known != null) {
                return known.get();
            }
            try {
                T value = loader.get();
                loaded = () -> value;
                return value;
            } catch (RuntimeException | Error e) {
                failure = e;
                throw e;
            }
        }
    }

    /** Takes what a loader threw past what is done about failures of the storage. */
    private static final class LoaderFailure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Throwable thrown;

        LoaderFailure(Throwable thrown) {
            super(null, thrown, false, false);
            this.thrown = thrown;
        }
    }
}
