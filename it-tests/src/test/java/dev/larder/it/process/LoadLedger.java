package dev.larder.it.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * A file in which processes write when they began to load one key, when they ended, and whether it is in doubt that the
 * value was stored. Each line is written at once, with the process and the time in microseconds.
 */
record LoadLedger(Path file) {

    private static final String BEGAN = "began";
    private static final String ENDED = "ended";
    private static final String DOUBTED = "doubted";

    private record Event(String what, long pid, long micros) {

        boolean isBegin() {
            return what.equals(BEGAN);
        }

        /** The event that this one is a doubt about. */
        Event ended() {
            return new Event(ENDED, pid, micros);
        }
    }

    void began() {
        write(BEGAN, micros());
    }

    /** Returns the time that was written, by which {@link #doubted} names the load. */
    long ended() {
        long now = micros();
        write(ENDED, now);
        return now;
    }

    void doubted(long ended) {
        write(DOUBTED, ended);
    }

    private void write(String what, long micros) {
        try {
            String line = what + " " + ProcessHandle.current().pid() + " " + micros + "\n";
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    private List<Event> read() {
        try {
            String text = Files.readString(file);
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .map(line -> line.split(" "))
                    .map(parts -> new Event(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isDoubt(Event event) {
        return event.what.equals(DOUBTED);
    }

    /** How many loads began. */
    long loads() {
        return read().stream().filter(Event::isBegin).count();
    }

    /** Waits until so many loads began. */
    void await(long loads) {
        while (loads() < loads) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /** The process that began the last load, which may have ended it meanwhile. */
    long lastLoader() {
        List<Event> events = read();
        return events.get(events.size() - 1).pid;
    }

    /**
     * That loads came one after the other, each when what the one before had stored was no longer to live.
     *
     * @param killed processes that may have begun a load and not ended it
     */
    void requireOneForEachExpiry(Set<Long> killed, Duration timeToLive) {
        List<Event> all = read();
        Set<Event> doubted =
                all.stream().filter(LoadLedger::isDoubt).map(Event::ended).collect(Collectors.toSet());
        Event before = null;
        for (Event event : all) {
            if (isDoubt(event)) {
                continue;
            }
            if (event.isBegin()) {
                requireBegin(before, event, killed, doubted.contains(before) ? Duration.ZERO : timeToLive);
            } else {
                assertThat(before).as("what was before %s", event).isNotNull();
                assertThat(before.isBegin() && before.pid == event.pid)
                        .as("%s after %s", event, before)
                        .isTrue();
            }
            before = event;
        }
    }

    private static void requireBegin(Event before, Event event, Set<Long> killed, Duration timeToLive) {
        if (before == null) {
            return;
        }
        if (before.isBegin()) {
            assertThat(killed)
                    .as("a load that did not end before %s began another: %s", event, before)
                    .contains(before.pid);
        }
        assertThat(event.micros - before.micros)
                .as("microseconds from %s to %s", before, event)
                .isGreaterThanOrEqualTo(TimeUnit.NANOSECONDS.toMicros(timeToLive.toNanos()));
    }
}
