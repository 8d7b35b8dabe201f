package dev.larder.spring.boot.app;

import dev.larder.Deque;
import dev.larder.Index;
import dev.larder.QueueMetrics;
import dev.larder.ReentrantCacheLock;
import dev.larder.WorkQueue;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Work over HTTP, with a collection of each kind. */
@RestController
class JobsController {

    private final WorkQueue<Job> jobs;
    private final Deque<String> done;
    private final Index<String, Long> attempts;
    private final ReentrantCacheLock ledger;

    JobsController(
            @Qualifier("jobs") WorkQueue<Job> jobs,
            @Qualifier("done") Deque<String> done,
            @Qualifier("attempts") Index<String, Long> attempts,
            @Qualifier("ledger") ReentrantCacheLock ledger) {
        this.jobs = jobs;
        this.done = done;
        this.attempts = attempts;
        this.ledger = ledger;
    }

    @PostMapping("/jobs/{name}")
    void put(@PathVariable String name) {
        jobs.put(new Job(name));
    }

    /**
     * How the work goes.
     *
     * @param done names of what has been done
     * @param attempts how often each was begun
     */
    record Progress(List<String> done, List<String> attempts, QueueMetrics queue) {}

    @GetMapping("/jobs")
    Progress progress() {
        ledger.lock();
        try {
            return new Progress(
                    List.copyOf(done),
                    attempts.entrySet().stream().map(Object::toString).toList(),
                    jobs.metrics());
        } finally {
            ledger.unlock();
        }
    }
}
