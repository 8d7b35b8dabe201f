package dev.larder.examples.orders;

import static dev.larder.examples.orders.schema.Tables.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.postgresql.PostgresServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the application in processes of its own, and kills them. */
class OrdersTest {

    private static final int KILLED = 137;

    @TempDir
    Path directory;

    @Test
    void main_killedBetweenCommitAndDelivery_deliversInTheNextRun() throws Exception {
        assertThat(finish(start("orders=2", "die-when=taken"), KILLED))
                .contains("order-1 TAKEN")
                .doesNotContain("DELIVERED");
        assertThat(inbox()).isEmpty();

        // the second order, if it was committed, comes first while the lease of the first one lasts
        String second = finish(start("orders=0", "die-when=delivered"), KILLED);
        assertThat(inbox()).hasSize(1);
        String delivered = inbox().get(0).replace(".txt", "");
        assertThat(second).contains(delivered + " DELIVERED");

        assertThat(finish(start(), 0))
                .contains(
                        delivered + " KNOWN_ALREADY",
                        "customer 1 owes 5.00",
                        "an order was rolled back: customer 1 would owe 104.00, more than 100.00");
        assertThat(orders("jdbc:sqlite:" + directory.resolve("orders.db")))
                .isBetween(4, 5) // killed after the first or the second one
                .isEqualTo(inbox().size());
    }

    @Test
    void main_onH2_delivers() throws Exception {
        String url = "jdbc:h2:file:" + directory.resolve("orders");

        assertThat(finish(start("orders=1", url), 0)).contains("Orders: 1, messages in the inbox: 1");
        assertThat(inbox()).containsExactly("order-1.txt");
    }

    @Test
    void main_onPostgreSqlKilledInTheMiddleOfItsWork_deliversAllThatWasCommitted() throws Exception {
        String url = PostgresServer.url();
        Process killed = start("orders=10000", url);
        try (BufferedReader output = killed.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); !"  order-5 ACKNOWLEDGED".equals(line); line = output.readLine()) {
                assertThat(line).as("a line before the end of the program").isNotNull();
            }
            killed.toHandle().destroyForcibly();
            killed.onExit().join();
        }

        finish(start("orders=0", url), 0);
        assertThat(orders(url)).isGreaterThanOrEqualTo(5).isEqualTo(inbox().size());
    }

    private static int orders(String url) {
        try (Database database = new Database(url)) {
            return database.dsl().fetchCount(ORDERS);
        }
    }

    private List<String> inbox() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("inbox"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".txt"))
                    .toList();
        }
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--class-path",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "directory=" + directory));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String finish(Process process, int exit) throws IOException, InterruptedException {
        // what hangs is killed, or reading would never end
        var unused =
                process.onExit().orTimeout(5, TimeUnit.MINUTES).exceptionally(hanging -> process.destroyForcibly());
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("ended").isTrue();
        assertThat(process.exitValue()).as(output).isEqualTo(exit);
        return output;
    }
}
