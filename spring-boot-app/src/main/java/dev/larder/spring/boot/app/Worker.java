package dev.larder.spring.boot.app;

import dev.larder.Delivery;
import dev.larder.Deque;
import dev.larder.Index;
import dev.larder.spring.boot.LarderQueueListener;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Does the work, or fails as its name says. */
@Component
class Worker {

    private final Deque<String> done;
    private final Index<String, Long> attempts;

    Worker(@Qualifier("done") Deque<String> done, @Qualifier("attempts") Index<String, Long> attempts) {
        this.done = done;
        this.attempts = attempts;
    }

    @LarderQueueListener(queue = "jobs", concurrency = "2", rejectFor = IllegalArgumentException.class)
    void run(Delivery<Job> delivery) {
        String name = delivery.value().name();
        attempts.merge(name, 1L, Long::sum);
        if (name.startsWith("impossible")) {
            throw new IllegalArgumentException("nobody can do " + name);
        }
        if (name.startsWith("flaky") && delivery.attempts() < 2) {
            throw new IllegalStateException("not this time");
        }
        done.addLast(name);
    }
}
