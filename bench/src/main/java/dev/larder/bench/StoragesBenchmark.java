package dev.larder.bench;

import dev.larder.bench.MvStoreContender.AfterWrite;
import dev.larder.storage.Durability;
import dev.larder.storage.NamedStorage;
import dev.larder.storage.h2.H2;
import dev.larder.storage.postgresql.PostgreSql;
import dev.larder.storage.sqlite.SqliteStorage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One thread: the same operations on each storage. {@link StorageComparison} runs them and draws the chart. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class StoragesBenchmark {

    static final int BATCH = 100;

    private static final String SCHEMA = "larder_bench";
    private static final int ELEMENTS = 100;
    private static final int ENTRIES_AT_ONCE = 1_000;

    @Param({"sqlite", "h2", "h2-shared", "h2-memory", "mvstore", "mvstore-commit", "postgresql"})
    public String storage;

    /** What a write survives; it says nothing for {@code mvstore} and {@code h2-memory}. */
    @Param({"NORMAL", "FULL"})
    public Durability durability;

    /** JDBC URL of the server for {@code postgresql}. */
    @Param("")
    public String server;

    private Path directory;
    private Contender contender;
    private byte[] value;

    @Setup
    public void open() throws Exception {
        directory = Scratch.directory();
        contender = contender();
        value = Workload.value();
        Map<String, byte[]> entries = new HashMap<>();
        for (String key : Workload.presentKeys()) {
            entries.put(key, value);
            if (entries.size() == ENTRIES_AT_ONCE) {
                contender.setAll(entries);
                entries.clear();
            }
        }
        for (int i = 0; i < ELEMENTS; i++) {
            contender.push(value);
        }
    }

    private Contender contender() throws SQLException {
        Path file = directory.resolve("store");
        return switch (storage) {
            case "sqlite" ->
                new LarderContender(
                        SqliteStorage.at(directory.resolve("entries")),
                        SqliteStorage.at(directory.resolve("elements")),
                        durability);
            case "h2" -> larder(H2.file(file));
            case "h2-shared" -> larder(H2.sharedFile(file));
            case "h2-memory" -> larder(H2.memory());
            case "mvstore" -> new MvStoreContender(file, AfterWrite.NOTHING);
            case "mvstore-commit" ->
                new MvStoreContender(file, durability == Durability.FULL ? AfterWrite.SYNC : AfterWrite.COMMIT);
            case "postgresql" -> {
                dropSchema();
                yield larder(PostgreSql.at(postgresUrl()).schema(SCHEMA));
            }
            default -> throw new IllegalArgumentException("There is no storage " + storage);
        };
    }

    /** On PostgreSQL it is the server's settings that decide what a commit survives. */
    private String postgresUrl() {
        if (server.isEmpty()) {
            throw new IllegalArgumentException("Say with -p server=jdbc:postgresql://… which server to measure with");
        }
        return server + (server.contains("?") ? "&" : "?") + "options=-c%20synchronous_commit="
                + (durability == Durability.FULL ? "on" : "off");
    }

    private void dropSchema() throws SQLException {
        try (Connection connection = DriverManager.getConnection(server);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE");
        }
    }

    private LarderContender larder(NamedStorage database) {
        return new LarderContender(database.named("entries"), database.named("elements"), durability);
    }

    @TearDown
    public void close() throws Exception {
        contender.close();
        if (storage.equals("postgresql")) {
            dropSchema();
        }
        Scratch.delete(directory);
    }

    @Benchmark
    public byte @Nullable [] get() throws Exception {
        return contender.get(Workload.present());
    }

    @Benchmark
    public boolean set() throws Exception {
        return contender.set(Workload.present(), value);
    }

    @Benchmark
    public @Nullable Object mix() throws Exception {
        return Mix.step(contender, value);
    }

    /** Adds an element at one end and takes one from the other. */
    @Benchmark
    public byte @Nullable [] pull() throws Exception {
        contender.push(value);
        return contender.pull();
    }

    /** Stores entries together; the time is that of one of them. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Map<String, byte[]> batch() throws Exception {
        Map<String, byte[]> entries = new HashMap<>();
        while (entries.size() < BATCH) {
            entries.put(Workload.present(), value);
        }
        contender.setAll(entries);
        return entries;
    }
}
