package dev.larder.it.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import dev.larder.FanoutCache;
import dev.larder.Larder;
import dev.larder.it.process.ChildJvm;
import dev.larder.storage.Finding;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Python's DiskCache and JVMs do everything at once in the same directories, and are killed at random. */
class SharedDirectoryTest {

    private static final Duration BETWEEN_KILLS = Duration.ofMillis(1_500);

    @TempDir
    private Path directory;

    private final List<Member> members = new ArrayList<>();

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void pythonAndTwoJvms_killedAtRandom_loseNothing(TestReporter reporter) throws Exception {
        run(2, Duration.ofSeconds(10), reporter);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    @Tag("soak")
    @Timeout(value = 6, unit = TimeUnit.MINUTES)
    void pythonAndJvms_twoMinutesKilledAtRandom_loseNothing(int jvms, TestReporter reporter) throws Exception {
        run(jvms, Duration.ofMinutes(2), reporter);
    }

    private void run(int jvms, Duration duration, TestReporter reporter) throws Exception {
        long end = System.nanoTime() + duration.toNanos();
        List<Member> present = new ArrayList<>(List.of(start(true)));
        int kills = 0;
        try {
            for (int i = 0; i < jvms; i++) {
                present.add(start(false));
            }
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(BETWEEN_KILLS.toNanos());
                int victim = ThreadLocalRandom.current().nextInt(present.size());
                Member member = present.get(victim);
                assertThat(member.isAlive()).as(member.name() + " goes on").isTrue();
                if (member.lines().size() > 10) {
                    member.kill();
                    kills++;
                    present.set(victim, start(member.isPython()));
                }
            }
            for (Member member : present) {
                assertThat(member.finish()).as("exit code of " + member.name()).isZero();
            }
        } finally {
            for (Member member : present) {
                member.kill();
            }
        }
        Account account = new Account(members);
        reporter.publishEntry(kills + " kills; " + account);
        settle(account);
    }

    private Member start(boolean isPython) throws IOException, URISyntaxException {
        String name = (isPython ? "python" : "java") + members.size();
        Object[] arguments = {counted(), cleared(), sharded(), name};
        Member member = Member.start(
                name,
                isPython,
                isPython
                        ? DiskCachePython.process(
                                Path.of(SharedDirectoryTest.class
                                                .getResource("/python/member.py")
                                                .toURI())
                                        .toString(),
                                counted().toString(),
                                cleared().toString(),
                                sharded().toString(),
                                name)
                        : ChildJvm.program(List.of("-Xmx64m"), MemberProgram.class, arguments),
                directory.resolve(name + ".said"));
        members.add(member);
        return member;
    }

    private Path counted() {
        return directory.resolve("counted");
    }

    private Path cleared() {
        return directory.resolve("cleared");
    }

    private Path sharded() {
        return directory.resolve("sharded");
    }

    private void settle(Account account) throws Exception {
        try (Cache<Object, Object> cache = MemberProgram.open(counted());
                FanoutCache<Object, Object> sharded = MemberProgram.openSharded(sharded());
                Larder larder = Larder.open(sharded())) {
            account.settle(cache, sharded, larder.deque(MemberProgram.LINE));
        }
        List<Path> stores =
                new ArrayList<>(List.of(counted(), cleared(), sharded().resolve("deque/line")));
        for (int shard = 0; shard < 4; shard++) {
            stores.add(sharded().resolve("%03d".formatted(shard)));
        }
        for (Path each : stores) {
            // those who were killed may have left files, which are not old enough to be deleted
            try (Cache<Object, Object> cache = Cache.at(each).open()) {
                assertThat(cache.check()).as("what Larder finds").isEmpty();
            }
            try (Cache<Object, Object> cache =
                    Cache.at(each).checkGracePeriod(Duration.ZERO).open()) {
                assertThat(cache.check())
                        .extracting(Finding::kind)
                        .isSubsetOf(List.of(Finding.Kind.UNKNOWN_FILE, Finding.Kind.EMPTY_DIRECTORY));
                cache.repair();
                assertThat(cache.check()).isEmpty();
            }
            assertThat(Files.isRegularFile(each.resolve("cache.db"))).isTrue();
            try (PythonConsole python = PythonConsole.open(each)) {
                assertThat(python.evaluate("[str(each.message) for each in cache.check()]"))
                        .as("what Python finds")
                        .isEqualTo("[]");
            }
        }
    }
}
