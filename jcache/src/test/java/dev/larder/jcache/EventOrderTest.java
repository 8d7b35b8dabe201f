package dev.larder.jcache;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EventOrderTest {

    private final EventOrder<String> order = new EventOrder<>();

    private EventOrder<String>.Place placeBehind(String key) {
        EventOrder<String>.Place place = order.place();
        place.take(key);
        return place;
    }

    @Test
    void tell_anotherOneBefore_waitsForIt() throws Exception {
        List<String> told = new ArrayList<>();
        EventOrder<String>.Place first = placeBehind("key");
        EventOrder<String>.Place second = placeBehind("key");

        CompletableFuture<Void> telling = CompletableFuture.runAsync(() -> second.tell(() -> told.add("second")));
        assertThat(telling).isNotDone();
        first.tell(() -> told.add("first"));
        telling.get(1, MINUTES);

        assertThat(told).containsExactly("first", "second");
    }

    @Test
    void tell_oneBeforeRolledBack_doesNotWaitForIt() throws Exception {
        EventOrder<String>.Place first = placeBehind("key");
        EventOrder<String>.Place second = placeBehind("key");
        first.leave();

        CompletableFuture.runAsync(() -> second.tell(() -> {})).get(1, MINUTES);
    }

    @Test
    void tell_othersKeepQueuingUp_forgetsThoseThatHaveTold() {
        EventOrder<String>.Place place = placeBehind("key");
        WeakReference<EventOrder<String>.Place> first = new WeakReference<>(place);
        for (int i = 0; i < 3; i++) {
            EventOrder<String>.Place next = placeBehind("key"); // there is always one more
            place.tell(() -> {});
            place = next;
        }

        long deadline = System.nanoTime() + MINUTES.toNanos(1);
        while (first.get() != null && System.nanoTime() < deadline) {
            System.gc();
        }
        assertThat(first.get()).isNull();
    }
}
