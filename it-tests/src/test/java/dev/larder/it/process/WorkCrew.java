package dev.larder.it.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Children that take from one queue; what they say goes to a ledger. Closing kills them. */
final class WorkCrew implements AutoCloseable {

    private final List<Member> members = new ArrayList<>();
    private final Path directory;
    private final WorkLedger ledger;
    private int kills;

    private WorkCrew(Path directory, WorkLedger ledger) {
        this.directory = directory;
        this.ledger = ledger;
    }

    static WorkCrew start(int size, Path directory, WorkLedger ledger) throws IOException {
        WorkCrew crew = new WorkCrew(directory, ledger);
        for (int i = 0; i < size; i++) {
            crew.members.add(crew.newMember());
        }
        return crew;
    }

    /** A child, and the thread that reads what it says. */
    private record Member(ChildJvm child, Thread reader) {}

    private Member newMember() throws IOException {
        ChildJvm child = ChildJvm.start(WorkQueuePrograms.Work.class, directory);
        child.await("ready");
        Thread reader = new Thread(() -> read(child), "reads what a child says");
        reader.setDaemon(true);
        reader.start();
        return new Member(child, reader);
    }

    private void read(ChildJvm child) {
        try {
            for (String line = child.readLine(); line != null && !line.equals("done"); line = child.readLine()) {
                ledger.note(line);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void killAndReplace(int number) throws Exception {
        Member killed = members.get(number);
        killed.child.kill();
        killed.reader.join(); // what it had said before is read
        kills++;
        members.set(number, newMember());
    }

    int kills() {
        return kills;
    }

    /** Lets them end when the queue is empty, and waits for that. */
    void finish() throws Exception {
        for (Member member : members) {
            member.child.say("finish");
        }
        for (Member member : members) {
            member.reader.join();
            if (member.child.join() != 0) {
                throw new IllegalStateException("A child failed");
            }
        }
    }

    @Override
    public void close() {
        members.forEach(member -> member.child.close());
    }
}
