package dev.larder.it.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/** A child that runs {@link DequePrograms.Produce}, and how far it says to have come. */
final class Producer {

    private final ChildJvm child;
    private final Thread reader;
    private volatile long acknowledged = -1;

    Producer(ChildJvm child) {
        this.child = child;
        reader = new Thread(this::read, "reads what a producer says");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try {
            for (String line = child.readLine(); line != null; line = child.readLine()) {
                // what is left of a line of one that was killed is a smaller number
                acknowledged = Math.max(acknowledged, line.isEmpty() ? -1 : Long.parseLong(line));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * What it says to have added is there, and beyond that one batch at most.
     *
     * @param next the first of its numbers that is not there
     */
    void requireTold(long next, int step) throws InterruptedException {
        reader.join();
        if (acknowledged >= 0) {
            assertThat(next)
                    .isGreaterThan(acknowledged)
                    .isLessThanOrEqualTo(acknowledged + (DequePrograms.Produce.BATCH + 1L) * step);
        }
    }
}
