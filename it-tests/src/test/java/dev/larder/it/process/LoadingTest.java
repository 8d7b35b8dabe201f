package dev.larder.it.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several JVMs, with many threads each, that load. */
class LoadingTest {

    private static final int PROCESSES = 4;
    private static final int THREADS = 64;
    private static final Duration TIME_TO_LIVE = Duration.ofMillis(20);
    /** How long others wait for a loader that was killed; it is longer than one that is alive may come to a halt. */
    private static final Duration LEASE = Duration.ofSeconds(3);

    /** Where nobody is killed, and nobody waits for it. */
    private static final Duration LONG_LEASE = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void load_byManyProcesses_happensOnceForEachExpiry() throws Exception {
        requireOneLoadForEachExpiry(100, 0);
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void load_whenProcessesAreKilled_happensOnceForEachExpiry() throws Exception {
        requireOneLoadForEachExpiry(40, 2);
    }

    @Test
    @Tag("soak")
    void load_byManyProcessesForLong_happensOnceForEachExpiry() throws Exception {
        requireOneLoadForEachExpiry(1_000, 0);
    }

    @Test
    @Tag("soak")
    void load_whenProcessesAreKilledForLong_happensOnceForEachExpiry() throws Exception {
        requireOneLoadForEachExpiry(1_000, 20);
    }

    /** Lets processes load until there were so many loads, of which the loading one is killed so often. */
    private void requireOneLoadForEachExpiry(int loads, int kills) throws Exception {
        LoadLedger ledger = new LoadLedger(Files.createFile(directory.resolve("loads")));
        Duration lease = kills == 0 ? LONG_LEASE : LEASE;
        List<ChildJvm> children = new ArrayList<>();
        Set<Long> killed = new HashSet<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                children.add(start(ledger, lease));
            }
            for (ChildJvm child : children) {
                child.await("ready");
            }
            for (int i = 1; i <= kills; i++) {
                int already = loads * i / (kills + 1);
                ledger.await(already);
                killed.add(killTheLoader(ledger, children));
                ChildJvm next = start(ledger, lease);
                children.add(next);
                next.await("ready");
            }
            ledger.await(loads);
            for (ChildJvm child : children) {
                if (!killed.contains(child.pid())) {
                    child.say("stop");
                }
            }
            for (ChildJvm child : children) {
                if (!killed.contains(child.pid())) {
                    assertThat(child.join()).isZero();
                }
            }
        } finally {
            children.forEach(ChildJvm::close);
        }
        ledger.requireOneForEachExpiry(killed, TIME_TO_LIVE);
        try (Cache<Object, Object> cache = Cache.at(directory.resolve("store")).open()) {
            assertThat(cache.check()).isEmpty();
        }
    }

    private ChildJvm start(LoadLedger ledger, Duration lease) throws IOException {
        return ChildJvm.start(
                LoadPrograms.AskForOneKey.class,
                directory.resolve("store"),
                ledger.file(),
                THREADS,
                TIME_TO_LIVE.toMillis(),
                lease.toMillis());
    }

    private static long killTheLoader(LoadLedger ledger, List<ChildJvm> children) {
        long pid = ledger.lastLoader();
        for (ChildJvm child : children) {
            if (child.pid() == pid) {
                child.kill();
            }
        }
        return pid;
    }

    @Test
    void load_onTenThousandVirtualThreads_neitherDeadlocksNorRunsOutOfConnections() throws Exception {
        Optional<Path> newer = newerJdk();
        Assumptions.assumeTrue(newer.isPresent(), "There is no JDK of 21 or newer beside this one");
        try (ChildJvm child = ChildJvm.startOn(
                newer.orElseThrow(),
                List.of(),
                List.of("-Xmx256m", "--enable-native-access=ALL-UNNAMED"),
                LoadPrograms.VirtualThreads.class,
                directory.resolve("store"),
                10_000)) {
            assertThat(child.readLine()).isEqualTo("100 loads, 1000 increments");
            assertThat(child.join()).isZero();
        }
    }

    /** A JDK with virtual threads, where the one that runs this is installed too. */
    private static Optional<Path> newerJdk() throws IOException {
        Path siblings = Path.of(System.getProperty("java.home")).toRealPath().getParent();
        try (Stream<Path> jdks = Files.list(siblings)) {
            return jdks.filter(jdk -> Files.isExecutable(jdk.resolve("bin").resolve("java")))
                    .filter(LoadingTest::hasVirtualThreads)
                    .findFirst();
        }
    }

    private static boolean hasVirtualThreads(Path jdk) {
        try (Stream<String> lines = Files.lines(jdk.resolve("release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .anyMatch(line -> Runtime.Version.parse(line.substring("JAVA_VERSION=".length())
                                            .replace("\"", ""))
                                    .feature()
                            >= 21);
        } catch (IOException | IllegalArgumentException noJdk) {
            return false;
        }
    }
}
