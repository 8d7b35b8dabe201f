package dev.larder.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Wait;
import dev.larder.storage.contract.Threads;
import dev.larder.storage.jooq.Deadline;
import dev.larder.storage.sqlite.Door.Admission;
import java.time.Duration;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class DoorTest {

    private final Door door = new Door();

    private static Deadline in(Duration bound) {
        return new Deadline(Wait.upTo(bound));
    }

    private static Deadline never() {
        return new Deadline(Wait.FOREVER);
    }

    @Test
    void enter_openDoor_letsIn() {
        assertThat(door.enter(new Ticket(false), in(Duration.ZERO))).isEqualTo(Admission.ENTERED);
        door.leave();
        assertThat(door.enter(new Ticket(true), in(Duration.ZERO))).isEqualTo(Admission.ENTERED);
    }

    @Test
    void enter_takenDoor_timesOutAndIsNotServedLater() {
        door.enter(new Ticket(false), never());
        try (Threads threads = new Threads()) {
            assertThat(threads.run(() -> door.enter(new Ticket(false), in(Duration.ofMillis(20)))))
                    .isEqualTo(Admission.TIMED_OUT);
            assertThat(threads.run(() -> door.enter(new Ticket(true), in(Duration.ZERO))))
                    .isEqualTo(Admission.TIMED_OUT);
        }

        assertThat(door.nextShared()).isNull();
        assertThat(door.isQuiet()).isTrue();
    }

    @Test
    void nextShared_waitingTicket_isServedWithoutEntering() {
        door.enter(new Ticket(false), never());
        try (Threads threads = new Threads()) {
            Future<Admission> waiting = threads.start(() -> door.enter(new Ticket(false), never()));
            Threads.await(() -> !door.isQuiet());

            Ticket served = door.nextShared();
            assertThat(served).isNotNull();
            served.done();
            door.leave();
            served.wake();
            assertThat(Threads.result(waiting)).isEqualTo(Admission.SERVED);
        }
    }

    @Test
    void leave_exclusiveTicketIsNext_getsTheDoorBeforeAnyoneElse() {
        door.enter(new Ticket(false), never());
        try (Threads threads = new Threads()) {
            Future<Admission> exclusive = threads.start(() -> door.enter(new Ticket(true), never()));
            Threads.await(() -> !door.isQuiet());

            assertThat(door.nextShared()).as("nobody can serve it").isNull();
            door.leave();
            assertThat(door.enter(new Ticket(false), in(Duration.ZERO)))
                    .as("the door never opened")
                    .isEqualTo(Admission.TIMED_OUT);
            assertThat(Threads.result(exclusive)).isEqualTo(Admission.ENTERED);
        }
    }

    @Test
    void enter_interruptedThread_waitsAndStaysInterrupted() {
        door.enter(new Ticket(false), never());
        try (Threads threads = new Threads()) {
            Future<Boolean> waiting = threads.start(() -> {
                Thread.currentThread().interrupt();
                Admission admission = door.enter(new Ticket(false), never());
                return admission == Admission.ENTERED && Thread.interrupted();
            });
            Threads.await(() -> !door.isQuiet());
            door.leave();

            assertThat(Threads.result(waiting)).isTrue();
        }
    }

    /** Tickets that give up at any moment must not take the wake-up of others with them. */
    @Test
    void enter_manyThreadsOfWhichSomeGiveUp_leavesNobodyBehind() {
        int[] inside = new int[1];
        try (Threads threads = new Threads()) {
            threads.race(8, thread -> {
                for (int i = 0; i < 2_000; i++) {
                    boolean isExclusive = (i + thread) % 5 == 0;
                    Deadline deadline = thread % 2 == 0 ? never() : in(Duration.ofNanos(i * 20L));
                    if (door.enter(new Ticket(isExclusive), deadline) == Admission.ENTERED) {
                        inside[0]++;
                        assertThat(inside[0]).isEqualTo(1);
                        for (Ticket next = door.nextShared(); next != null; next = door.nextShared()) {
                            next.done();
                            next.wake();
                        }
                        inside[0]--;
                        door.leave();
                    }
                }
                return thread;
            });
        }

        assertThat(door.isQuiet()).isTrue();
        assertThat(door.enter(new Ticket(true), in(Duration.ZERO))).isEqualTo(Admission.ENTERED);
    }
}
