package dev.larder.it.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Deque;
import dev.larder.Larder;
import dev.larder.QueueMetrics;
import dev.larder.storage.postgresql.PostgreSql;
import dev.larder.storage.postgresql.RestartableServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Four JVMs on one PostgreSQL server that is stopped and started again in the middle of their work. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ServerRestartTest {

    /** So often work of each kind is done between two events. */
    private static final int TIMES = 10;

    @TempDir
    Path directory;

    @Test
    void restart_amongFourProcesses_losesNothingAndDoublesNothing(TestReporter reporter) throws Exception {
        try (RestartableServer server = RestartableServer.in(directory.resolve("data"));
                ServerCrew crew = start(server)) {
            crew.awaitProgress(TIMES);
            server.restart();
            crew.awaitProgress(TIMES);
            requireExact(server, crew);
            reporter.publishEntry("four processes, a restart", crew.toString());
        }
    }

    @Test
    @Tag("soak")
    void restartsAndKills_amongFourProcessesForAMinute_loseNothingAndDoubleNothing(TestReporter reporter)
            throws Exception {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int restarts = 0;
        try (RestartableServer server = RestartableServer.in(directory.resolve("data"));
                ServerCrew crew = start(server)) {
            long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
            while (System.nanoTime() < end) {
                crew.awaitProgress(random.nextInt(1, 10 * TIMES));
                if (restarts <= crew.kills()) {
                    server.restart();
                    restarts++;
                } else {
                    crew.killAndReplace(random.nextInt(ServerPrograms.CHILDREN));
                }
            }
            crew.awaitProgress(TIMES);
            requireExact(server, crew);
            reporter.publishEntry(
                    "four processes, " + restarts + " restarts, " + crew.kills() + " kills", crew.toString());
        }
    }

    private ServerCrew start(RestartableServer server) throws Exception {
        Files.writeString(ServerPrograms.countedFile(directory), "0");
        Files.createFile(ServerPrograms.loads(directory).file());
        return new ServerCrew(server.url(), directory);
    }

    private void requireExact(RestartableServer server, ServerCrew crew) throws Exception {
        crew.finish();
        try (Larder larder = Larder.open(PostgreSql.at(server.url()))) {
            // a child that is killed may have counted and not said so; what failed may have been done all the same
            assertThat((Long) ServerPrograms.cache(larder).get(ServerPrograms.COUNTER))
                    .isBetween(
                            (long) crew.said("counted"),
                            (long) crew.said("counted") + crew.said("failed count") + crew.kills());
            assertThat(Long.parseLong(Files.readString(ServerPrograms.countedFile(directory))))
                    .isBetween((long) crew.said("locked"), (long) crew.said("locked") + crew.kills());
            requireAllDone(ServerPrograms.deque(larder), crew);
            assertThat(ServerPrograms.queue(larder).metrics()).isEqualTo(new QueueMetrics(0, 0, 0, 0, null));
            assertThat(ServerPrograms.cache(larder).check()).isEmpty();
            assertThat(ServerPrograms.deque(larder).check()).isEmpty();
            assertThat(ServerPrograms.queue(larder).check()).isEmpty();
        }
    }

    /** That the deque has each number of a child once, to the last that was added, which may not have been said. */
    private static void requireAllDone(Deque<Long> deque, ServerCrew crew) {
        List<Long> done = deque.stream().map(DequePrograms::done).toList();
        for (int i = 0; i < ServerPrograms.CHILDREN; i++) {
            int child = i;
            List<Long> numbers = done.stream()
                    .filter(number -> number % ServerPrograms.CHILDREN == child)
                    .sorted()
                    .toList();
            assertThat(numbers)
                    .containsExactlyElementsOf(LongStream.range(0, numbers.size())
                            .mapToObj(number -> number * ServerPrograms.CHILDREN + child)
                            .toList())
                    .containsAll(crew.lastAdded(child));
        }
    }
}
