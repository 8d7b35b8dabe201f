package dev.larder.it.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import dev.larder.CacheLock;
import dev.larder.it.process.RecipePrograms.Kind;
import dev.larder.recipe.Averager;
import dev.larder.recipe.BoundedSemaphore;
import dev.larder.storage.contract.Threads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Recipes between JVMs. */
class RecipesTest {

    /** By far longer than a lease, and than waiting has to take on a slow machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @ParameterizedTest
    @CsvSource({"2,LOCK", "4,LOCK", "2,REENTRANT", "4,REENTRANT", "2,SEMAPHORE", "4,SEMAPHORE"})
    void oneAtATime_byManyProcesses_losesNoIncrement(int processes, Kind kind, @TempDir Path directory)
            throws Exception {
        increment(directory, processes, kind, Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @EnumSource
    @Tag("soak")
    void oneAtATime_byFourProcessesForAMinute_losesNoIncrement(
            Kind kind, @TempDir Path directory, TestReporter reporter) throws Exception {
        reporter.publishEntry(kind + " increments", increment(directory, 4, kind, Duration.ofMinutes(1)) + "");
    }

    /** Returns how often the counter was incremented. */
    private static long increment(Path directory, int processes, Kind kind, Duration time) throws Exception {
        List<ChildJvm> children =
                startAll(processes, RecipePrograms.IncrementInTwoSteps.class, directory, kind, time.toMillis());
        long sum = 0;
        for (ChildJvm child : children) {
            for (String line = child.readLine(); !"done".equals(line); line = child.readLine()) {
                assertThat(line).containsOnlyDigits();
                sum += Long.parseLong(line);
            }
            assertThat(child.join()).isZero();
        }
        try (Cache<Object, Object> cache = Cache.at(directory).open()) {
            assertThat(cache.get("counter")).isEqualTo(sum);
            assertThat(cache.get("holders")).isEqualTo(0L);
            assertThat(cache.check()).isEmpty();
        }
        return sum;
    }

    @Test
    void kill_holders_letsOthersGoOnWhenTheirLeasesEnd(@TempDir Path directory) throws Exception {
        List<ChildJvm> holders = new ArrayList<>();
        try (Cache<Object, Object> cache = Cache.at(directory).open();
                Threads threads = new Threads()) {
            for (Kind kind : Kind.values()) {
                holders.add(ChildJvm.start(RecipePrograms.Hold.class, directory, kind));
            }
            for (ChildJvm holder : holders) {
                holder.await("held");
            }
            CountDownLatch ran = new CountDownLatch(1);
            List<Future<Boolean>> waiting = new ArrayList<>();
            for (Kind kind : Kind.values()) {
                Runnable work = kind.barrier(cache, RecipePrograms.LEASE).wrap((Runnable) ran::countDown);
                waiting.add(threads.start(() -> {
                    work.run();
                    return true;
                }));
            }
            assertThat(ran.await(RecipePrograms.LEASE.toSeconds() + 1, TimeUnit.SECONDS))
                    .as("the leases are extended while their holders live")
                    .isFalse();

            holders.forEach(ChildJvm::kill);
            assertThat(waiting).allMatch(Threads::result);
        } finally {
            holders.forEach(ChildJvm::close);
        }
    }

    @Test
    void kill_holderOfOneOfSeveralPermits_returnsIt(@TempDir Path directory) throws Exception {
        try (Cache<Object, Object> cache = Cache.at(directory).open()) {
            BoundedSemaphore semaphore = BoundedSemaphore.in(cache, Kind.SEMAPHORE.name(), 1, RecipePrograms.LEASE);
            try (ChildJvm holder = ChildJvm.start(RecipePrograms.Hold.class, directory, Kind.SEMAPHORE)) {
                holder.await("held");
                assertThat(semaphore.availablePermits()).isZero();
            }
            assertThat(semaphore.tryAcquire(PATIENCE)).isPresent();
        }
    }

    /** The bound is for slow and busy machines; on an idle one it takes about 20 ms. */
    @Test
    void unlock_otherProcessWaits_wakesItSoon(@TempDir Path directory, TestReporter reporter) throws Exception {
        try (Cache<Object, Object> cache = Cache.at(directory).open();
                ChildJvm other = ChildJvm.start(RecipePrograms.TakeAndTell.class, directory)) {
            other.await("ready");
            CacheLock lock = CacheLock.in(cache, "lock");
            List<Long> delays = new ArrayList<>();
            for (int round = 0; round < 15; round++) {
                lock.lock();
                other.say("go");
                Threads.awaitBriefly(new CountDownLatch(1)); // it waits by now
                long released = System.currentTimeMillis();
                lock.unlock();
                delays.add(Long.parseLong(other.readLine()) - released);
            }
            List<Long> sorted = delays.stream().sorted().toList();
            reporter.publishEntry("ms until another process was woken", sorted.toString());
            assertThat(sorted.get(sorted.size() / 2)).isLessThan(250);
        }
    }

    @Test
    void waiting_byFiftyThreads_takesNextToNoProcessorTime(@TempDir Path directory, TestReporter reporter)
            throws Exception {
        try (Cache<Object, Object> cache = Cache.at(directory).open()) {
            IntStream.range(0, 10).forEach(i -> CacheLock.in(cache, "lock-" + i).lock());
            try (ChildJvm waiting = ChildJvm.start(RecipePrograms.WaitIdly.class, directory, 50)) {
                waiting.await("ready");
                double share = ProcessorTime.shareAtRest(waiting);
                reporter.publishEntry("share of a core for 50 waiting threads", Double.toString(share));
                assertThat(share).isLessThan(ProcessorTime.MOST_AT_REST);
            }
        }
    }

    @Test
    void average_byManyProcesses_losesNothing(@TempDir Path directory) throws Exception {
        int each = 200;
        for (ChildJvm child : startAll(4, RecipePrograms.Average.class, directory, each)) {
            child.await("done");
            assertThat(child.join()).isZero();
        }
        try (Cache<Object, Object> cache = Cache.at(directory).open()) {
            assertThat(Averager.in(cache, "average").get()).hasValue((each + 1) / 2.0);
        }
    }

    private static List<ChildJvm> startAll(int processes, Class<?> program, Object... arguments) throws Exception {
        List<ChildJvm> children = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            children.add(ChildJvm.start(program, arguments));
        }
        for (ChildJvm child : children) {
            child.await("ready");
        }
        for (ChildJvm child : children) {
            child.say("go");
        }
        return children;
    }
}
