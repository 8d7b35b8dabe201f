package dev.larder.it.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.WriteOptions;
import dev.larder.storage.LarderTimeoutException;
import dev.larder.storage.Setting;
import dev.larder.storage.Side;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A database that another process, which is no Larder, holds locked. */
@Timeout(120)
class LockedDatabaseTest {

    private static final Duration BOUND = Duration.ofMillis(50);
    private static final Duration GENEROUS = Duration.ofSeconds(30);
    private static final byte[] LARGE = Programs.fileValue(1);

    @TempDir
    Path directory;

    @BeforeEach
    void fill() {
        try (Cache<Object, Object> cache = Cache.at(directory).open()) {
            cache.set("row", "stays");
            cache.set("file", LARGE);
            cache.set("number", 1L);
        }
    }

    private ChildJvm lock(String... statements) throws IOException {
        Object[] arguments = new Object[statements.length + 1];
        arguments[0] = directory.resolve("cache.db");
        System.arraycopy(statements, 0, arguments, 1, statements.length);
        ChildJvm child = ChildJvm.start(Lock.class, arguments);
        child.await("held");
        return child;
    }

    /** Runs statements, and holds what they have locked until it is told to let go. */
    static final class Lock {
        private Lock() {}

        public static void main(String[] args) throws IOException, SQLException {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + args[0]);
                    Statement statement = connection.createStatement()) {
                for (String sql : List.of(args).subList(1, args.length)) {
                    statement.execute(sql);
                }
                System.out.println("held");
                System.out.flush();
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
                statement.execute("ROLLBACK");
            }
        }
    }

    @Test
    void writes_whileAnotherProcessHoldsTheLock_timeOutAndChangeNothing() throws Exception {
        try (Cache<Object, Object> cache = Cache.at(directory).timeout(BOUND).open();
                Cache<Object, Object> patient = Cache.at(directory).open();
                ChildJvm holder = lock("BEGIN IMMEDIATE")) {
            writes(cache).forEach((verb, write) -> requireTimeout(verb, write));
            requireTimeout("withTimeout", () -> patient.withTimeout(BOUND).set("row", "changed"));

            requireUnchanged(cache);
            holder.kill();
            assertThat(cache.check()).isEmpty();
            cache.withTimeout(GENEROUS).set("row", "changed");
            assertThat(patient.get("row")).isEqualTo("changed");
        }
    }

    private static Map<String, ThrowingCallable> writes(Cache<Object, Object> cache) {
        Map<String, ThrowingCallable> writes = new LinkedHashMap<>();
        writes.put("set", () -> cache.set("row", "changed"));
        writes.put("set a file", () -> cache.set("file", new byte[LARGE.length]));
        writes.put("setAll", () -> cache.setAll(Map.of("row", "changed", "new", 1L)));
        writes.put("add", () -> cache.add("new", LARGE));
        writes.put("replace", () -> cache.replace("row", "changed"));
        writes.put("compareAndSet", () -> cache.compareAndSet("row", "stays", "changed"));
        writes.put("touch", () -> cache.touch("row", Duration.ofSeconds(1)));
        writes.put("increment", () -> cache.increment("number"));
        writes.put("delete", () -> cache.delete("row"));
        writes.put("deleteAll", () -> cache.deleteAll(List.of("row", "file")));
        writes.put("pop", () -> cache.pop("file"));
        writes.put("push", () -> cache.push("new", "q", Side.BACK, WriteOptions.none()));
        writes.put("clear", cache::clear);
        writes.put("evictPrefix", () -> cache.evictPrefix("r"));
        writes.put("configure", () -> cache.configure(Setting.CULL_LIMIT, 3L));
        writes.put("transact", () -> cache.transact(inside -> inside.set("row", "changed")));
        return writes;
    }

    private void requireTimeout(String verb, ThrowingCallable call) {
        assertThatThrownBy(call)
                .as(verb)
                .isInstanceOfSatisfying(
                        LarderTimeoutException.class,
                        e -> assertThat(e.waited()).isBetween(BOUND, GENEROUS))
                .hasMessageContainingAll(directory.toString(), " ms", "try again, or allow a longer wait");
    }

    private static void requireUnchanged(Cache<Object, Object> cache) {
        assertThat(cache.get("row")).isEqualTo("stays");
        assertThat(cache.get("file")).isEqualTo(LARGE);
        assertThat(cache.get("number")).isEqualTo(1L);
        assertThat(cache.size()).isEqualTo(3);
        assertThat(cache.settings().get(Setting.CULL_LIMIT)).isEqualTo(10);
        assertThat(cache.fileBytes()).isEqualTo(LARGE.length);
    }

    @Test
    void retrying_whileAnotherProcessHoldsTheLock_waitsUntilItLetsGo() throws Exception {
        try (Cache<Object, Object> cache = Cache.at(directory).timeout(BOUND).open();
                ChildJvm holder = lock("BEGIN IMMEDIATE")) {
            CompletableFuture<Boolean> write =
                    CompletableFuture.supplyAsync(() -> cache.retrying().set("row", "changed"));
            requireTimeout("set", () -> cache.set("other", 1L));
            assertThat(write).isNotDone();
            holder.say("let go");

            assertThat(write.get(60, TimeUnit.SECONDS)).isTrue();
            assertThat(holder.join()).isZero();
            assertThat(cache.get("row")).isEqualTo("changed");
        }
    }

    @Test
    void open_databaseLockedAltogether_timesOutAndChangesNothing() throws Exception {
        try (ChildJvm holder = lock("PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE")) {
            requireTimeout("open", () -> Cache.at(directory).timeout(BOUND).open());
            holder.say("let go");
            assertThat(holder.join()).isZero();
        }
        try (Cache<Object, Object> cache = Cache.at(directory).open()) {
            requireUnchanged(cache);
            assertThat(cache.check()).isEmpty();
        }
    }
}
