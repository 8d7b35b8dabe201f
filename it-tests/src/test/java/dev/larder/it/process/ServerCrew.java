package dev.larder.it.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.contract.Threads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Children that run {@link ServerPrograms.WorkOnAll} on one server, and what they have said until now. Closing kills
 * them.
 */
final class ServerCrew implements AutoCloseable {

    /** More than a child puts into the queue. */
    private static final int ITEMS_OF_A_CHILD = 10_000;

    /** What is said when work of a kind has been done. */
    private static final List<String> KINDS = List.of("counted", "locked", "put", "acked", "added");

    private final List<Member> members = new ArrayList<>();
    private final Map<String, Integer> said = new ConcurrentHashMap<>();
    private final Map<Integer, Long> lastAdded = new ConcurrentHashMap<>();
    private final Set<Long> killed = new HashSet<>();
    private final String url;
    private final Path directory;
    private final WorkLedger items = new WorkLedger(0, WorkQueuePrograms.LEASE);
    private final LoadLedger loads;
    private int started;

    ServerCrew(String url, Path directory) throws IOException {
        this.url = url;
        this.directory = directory;
        loads = ServerPrograms.loads(directory);
        for (int i = 0; i < ServerPrograms.CHILDREN; i++) {
            members.add(new Member(i));
        }
        for (Member member : members) {
            member.awaitReady();
        }
    }

    /** A child, and the thread that reads what it says. */
    private final class Member {

        private final int number;
        private final int endOfItems;
        private final ChildJvm child;
        private final Thread reader = new Thread(this::read, "reads what a child says");
        private int nextItem;

        Member(int number) throws IOException {
            this.number = number;
            nextItem = started * ITEMS_OF_A_CHILD;
            endOfItems = ++started * ITEMS_OF_A_CHILD;
            items.expect(ITEMS_OF_A_CHILD);
            child = ChildJvm.start(ServerPrograms.WorkOnAll.class, url, directory, number, nextItem, endOfItems);
        }

        void awaitReady() throws IOException {
            child.await("ready");
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            try {
                for (String line = child.readLine(); line != null; line = child.readLine()) {
                    note(line);
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private void note(String line) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "put" -> {
                    int first = Integer.parseInt(words[1]);
                    items.doubt(nextItem, first); // what failed
                    nextItem = Integer.parseInt(words[2]);
                }
                case "added" -> lastAdded.put(number, Long.valueOf(words[1]));
                case "taken", "acked", "nacked", "late" -> items.note(line);
                default -> {}
            }
            said.merge(words[0].equals("failed") ? "failed " + words[1] : words[0], 1, Integer::sum);
        }

        /** Reads to the end; items that it has not said to have put may be there or not. */
        void awaitEnd() throws InterruptedException {
            reader.join();
            items.doubt(nextItem, endOfItems);
        }
    }

    int said(String what) {
        return said.getOrDefault(what, 0);
    }

    /** Waits until work of each kind has been done so many times more. */
    void awaitProgress(int times) {
        List<Integer> before = KINDS.stream().map(this::said).toList();
        long loadsBefore = loads.loads();
        for (int i = 0; i < KINDS.size(); i++) {
            String kind = KINDS.get(i);
            int goal = before.get(i) + times;
            Threads.await(() -> said(kind) >= goal);
        }
        Threads.await(() -> loads.loads() >= loadsBefore + times);
    }

    void killAndReplace(int number) throws Exception {
        Member member = members.get(number);
        member.child.kill();
        member.awaitEnd();
        killed.add(member.child.pid());
        Member next = new Member(number);
        members.set(number, next);
        next.awaitReady();
    }

    int kills() {
        return killed.size();
    }

    /** The last number that a child said to have added to the deque, or none if it never came to it. */
    List<Long> lastAdded(int child) {
        Long last = lastAdded.get(child);
        return last == null ? List.of() : List.of(last);
    }

    /** Lets them come to the end, and looks at what they have said about items and loads. */
    void finish() throws Exception {
        for (Member member : members) {
            member.child.say("finish");
        }
        for (Member member : members) {
            member.awaitEnd();
            assertThat(member.child.join()).isZero();
        }
        items.requireExact((kills() + said("failed take")) * WorkQueuePrograms.BATCH);
        loads.requireOneForEachExpiry(killed, ServerPrograms.TIME_TO_LIVE);
    }

    @Override
    public String toString() {
        return said + ", " + loads.loads() + " loads; " + items;
    }

    @Override
    public void close() {
        members.forEach(member -> member.child.close());
    }
}
