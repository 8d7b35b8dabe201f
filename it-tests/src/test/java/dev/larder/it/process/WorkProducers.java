package dev.larder.it.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Children that put numbers into one queue; what they have acknowledged or not goes to a ledger. Closing kills them.
 */
final class WorkProducers implements AutoCloseable {

    private static final int BATCH = 100;

    private final List<ChildJvm> members = new ArrayList<>();
    private final Path directory;
    private final WorkLedger ledger;

    private WorkProducers(Path directory, WorkLedger ledger) {
        this.directory = directory;
        this.ledger = ledger;
    }

    static WorkProducers start(int size, Path directory, WorkLedger ledger) throws IOException {
        WorkProducers producers = new WorkProducers(directory, ledger);
        for (int i = 0; i < size; i++) {
            producers.members.add(producers.newMember());
        }
        return producers;
    }

    private ChildJvm newMember() throws IOException {
        ChildJvm child = ChildJvm.start(WorkQueuePrograms.Put.class, directory);
        child.await("ready");
        return child;
    }

    /** How many numbers one round puts. */
    int perRound() {
        return BATCH * members.size();
    }

    /**
     * Lets each of them put a batch, at the same time.
     *
     * @param first of the numbers
     * @param victim the one that is killed meanwhile and replaced, or -1 for none. What it has not acknowledged may be
     *     there or not
     */
    void round(int first, int victim) throws IOException {
        for (int i = 0; i < members.size(); i++) {
            members.get(i).say(order(first, i));
        }
        if (victim >= 0) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(10_000_000));
            members.get(victim).kill();
        }
        for (int i = 0; i < members.size(); i++) {
            String answer = members.get(i).readLine();
            if (!order(first, i).equals(answer)) {
                if (i != victim) {
                    throw new IllegalStateException("A producer says " + answer);
                }
                ledger.doubt(first + i * BATCH, first + (i + 1) * BATCH);
            }
        }
        if (victim >= 0) {
            members.set(victim, newMember());
        }
    }

    private static String order(int first, int member) {
        return (first + member * BATCH) + " " + (first + (member + 1) * BATCH);
    }

    @Override
    public void close() {
        members.forEach(ChildJvm::close);
    }
}
