package dev.larder.storage.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.DeadWork;
import dev.larder.storage.Encoded;
import dev.larder.storage.Fetch;
import dev.larder.storage.Settlement;
import dev.larder.storage.Store;
import dev.larder.storage.WorkClaim;
import dev.larder.storage.WorkCounts;
import dev.larder.storage.WorkItem;
import dev.larder.storage.WorkReceipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a work queue does, said plainly: a list of items that is looked through each time. */
final class WorkModel {

    private final FakeClock clock;
    private final List<Work> items = new ArrayList<>();
    private final List<WorkReceipt> receipts = new ArrayList<>();
    private int made;

    WorkModel(FakeClock clock) {
        this.clock = clock;
    }

    private enum State {
        WAITING,
        IN_FLIGHT,
        DEAD
    }

    private static final class Work {
        final WorkItem item;
        final double putTime;
        State state = State.WAITING;
        double dueTime;
        int attempts;

        @Nullable
        WorkReceipt receipt;

        Work(WorkItem item, double now) {
            this.item = item;
            this.putTime = now;
            this.dueTime = now + item.delay().toSeconds();
        }

        boolean isReady(double now) {
            return state != State.DEAD && dueTime <= now;
        }
    }

    /** Values that nobody else has, every third one large. */
    List<WorkItem> newItems(int count, Duration delay, int priority, @Nullable String key) {
        List<WorkItem> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = this.made++;
            Encoded value = number % 3 == 0
                    ? Shorthand.bytes(Shorthand.noise(40_000, number))
                    : Shorthand.text("item " + number);
            made.add(new WorkItem(value, delay, priority, key));
        }
        return made;
    }

    List<Boolean> offer(List<WorkItem> offered) {
        List<Boolean> accepted = new ArrayList<>();
        for (WorkItem item : offered) {
            boolean isNew = isFree(item.deduplicationKey());
            if (isNew) {
                items.add(new Work(item, clock.seconds()));
            }
            accepted.add(isNew);
        }
        return accepted;
    }

    private boolean isFree(@Nullable String key) {
        return key == null
                || items.stream()
                        .noneMatch(work -> work.state != State.DEAD && key.equals(work.item.deduplicationKey()));
    }

    /** Requires that the store has handed out what is due, and takes note of the receipts. */
    void claim(int limit, int lease, List<WorkClaim> claimed) {
        double now = clock.seconds();
        for (Work work : items) {
            if (work.state == State.IN_FLIGHT && work.isReady(now) && work.attempts >= WorkStep.ATTEMPTS) {
                work.state = State.DEAD;
            }
        }
        List<Work> expected = items.stream()
                .filter(work -> work.isReady(now))
                .sorted(Comparator.comparingInt((Work work) -> -work.item.priority()))
                .limit(limit)
                .toList();
        assertThat(claimed.stream().map(WorkClaim::value))
                .isEqualTo(expected.stream().map(work -> work.item.value()).toList());
        for (int i = 0; i < expected.size(); i++) {
            Work work = expected.get(i);
            WorkClaim claim = claimed.get(i);
            work.state = State.IN_FLIGHT;
            work.dueTime = now + lease;
            work.attempts++;
            work.receipt = claim.receipt();
            receipts.add(claim.receipt());
            assertThat(claim.attempts()).isEqualTo(work.attempts);
            assertThat(claim.priority()).isEqualTo(work.item.priority());
            assertThat(claim.putTime()).isEqualTo(work.putTime);
        }
    }

    /** One of the receipts so far, counted from the latest; null if there are not so many. */
    @Nullable
    WorkReceipt receipt(int number) {
        return number < receipts.size() ? receipts.get(receipts.size() - 1 - number) : null;
    }

    private @Nullable Work find(WorkReceipt receipt, Predicate<State> state) {
        return items.stream()
                .filter(work -> receipt.equals(work.receipt) && state.test(work.state))
                .findFirst()
                .orElse(null);
    }

    boolean settle(WorkReceipt receipt, Settlement settlement) {
        Work work = find(receipt, state -> state != State.DEAD);
        if (work == null) {
            return false;
        }
        double now = clock.seconds();
        if (settlement == Settlement.Done.INSTANCE) {
            items.remove(work);
        } else if (settlement instanceof Settlement.Again again) {
            work.state = State.WAITING;
            work.dueTime = now + again.delay().toSeconds();
            work.receipt = null;
        } else if (settlement instanceof Settlement.Extended extended) {
            work.state = State.IN_FLIGHT;
            work.dueTime = now + extended.length().toSeconds();
        } else {
            work.state = State.DEAD;
        }
        return true;
    }

    boolean revive(WorkReceipt receipt) {
        Work work = find(receipt, state -> state == State.DEAD);
        if (work == null || !isFree(work.item.deduplicationKey())) {
            return false;
        }
        work.state = State.WAITING;
        work.dueTime = clock.seconds();
        work.attempts = 0;
        work.receipt = null;
        return true;
    }

    boolean purge(WorkReceipt receipt) {
        Work work = find(receipt, state -> state == State.DEAD);
        return work != null && items.remove(work);
    }

    WorkCounts counts() {
        double now = clock.seconds();
        List<Work> alive =
                items.stream().filter(work -> work.state != State.DEAD).toList();
        return new WorkCounts(
                count(work -> work.isReady(now)),
                count(work -> work.state == State.WAITING && !work.isReady(now)),
                count(work -> work.state == State.IN_FLIGHT && !work.isReady(now)),
                count(work -> work.state == State.DEAD),
                alive.isEmpty() ? null : Duration.ofSeconds((long) (now - alive.get(0).putTime)));
    }

    private long count(Predicate<Work> what) {
        return items.stream().filter(what).count();
    }

    void requireSameDead(Store store) {
        List<Work> dead =
                items.stream().filter(work -> work.state == State.DEAD).toList();
        List<DeadWork> found = store.deadWork(null, 1_000, Fetch.VALUE);
        assertThat(found.stream().map(DeadWork::receipt))
                .isEqualTo(dead.stream().map(work -> work.receipt).toList());
        assertThat(found.stream().map(DeadWork::value))
                .isEqualTo(dead.stream().map(work -> work.item.value()).toList());
        assertThat(found.stream().map(DeadWork::attempts))
                .isEqualTo(dead.stream().map(work -> work.attempts).toList());
    }
}
