package dev.larder.storage.contract;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is told to move. Safe for use by many threads. */
public final class FakeClock implements InstantSource {

    /** Where it starts: a whole second, so that times in seconds are exact. */
    public static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);

    @Override
    public Instant instant() {
        return now.get();
    }

    /** Moves on by {@code time}; a negative one moves back. */
    public void advance(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    /** Moves on by whole seconds. */
    public void advanceSeconds(long seconds) {
        advance(Duration.ofSeconds(seconds));
    }

    /** The present in seconds since 1970, as rows carry it. */
    public double seconds() {
        Instant instant = now.get();
        return instant.getEpochSecond() + instant.getNano() / 1e9;
    }
}
