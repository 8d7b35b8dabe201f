package dev.larder.examples;

import dev.larder.Deque;
import dev.larder.Index;
import dev.larder.codec.pickle.Pickles;
import dev.larder.codec.pickle.Tuple;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A Python program and a Java program in the same directories: Python produces what Java consumes, and the other way
 * round.
 *
 * <p>Run it after {@code ./larder --version} has built the jars, where some {@code python3} has DiskCache ({@code apt
 * install python3-diskcache}, or {@code pip install diskcache}):
 *
 * <pre>java -cp 'cli/target/lib/*' examples/src/main/java/dev/larder/examples/PythonAndJava.java</pre>
 */
public final class PythonAndJava {

    private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");

    private static final String PYTHON_PRODUCES = """
            import sys
            from datetime import date
            from decimal import Decimal
            from diskcache import Deque

            orders = Deque(directory=sys.argv[1] + "/orders")
            orders.append({"day": date(2024, 2, 28), "prices": (Decimal("9.50"), Decimal("0.45"))})
            orders.append({"day": date(2024, 2, 29), "prices": (Decimal("120.00"),)})
            print("Python: put", len(orders), "orders", flush=True)
            """;

    private static final String PYTHON_CONSUMES = """
            import sys
            from diskcache import Index

            totals = Index(sys.argv[1] + "/totals")
            for (shop, day), total in totals.items():
                print("Python:", shop, day.isoformat(), total, flush=True)
            """;

    private PythonAndJava() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path directory = Path.of(args.length > 0 ? args[0] : "target/examples/python-and-java")
                .toAbsolutePath();
        Optional<String> found = pythonWithDiskCache();
        if (found.isEmpty()) {
            System.out.println("No Python here can import diskcache; install it, for example python3-diskcache.");
            return;
        }

        String python = found.get();
        run(python, "-c", PYTHON_PRODUCES, directory.toString());
        try (Deque<Object> orders = Deque.at(directory.resolve("orders"))
                        .values(Pickles.data().values())
                        .open();
                Index<Object, Object> totals = Index.at(directory.resolve("totals"))
                        .keys(Pickles.data().keys())
                        .values(Pickles.data().values())
                        .open()) {
            for (Object order = orders.pollFirst(); order != null; order = orders.pollFirst()) {
                Map<?, ?> fields = (Map<?, ?>) order;
                LocalDate day = (LocalDate) fields.get("day");
                Tuple prices = (Tuple) Objects.requireNonNull(fields.get("prices"), "prices");
                BigDecimal total =
                        prices.items().stream().map(BigDecimal.class::cast).reduce(BigDecimal.ZERO, BigDecimal::add);
                totals.put(Tuple.of("bakery", day), total);
                System.out.println("Java: the orders of " + day + " come to " + total);
            }
        }
        run(python, "-c", PYTHON_CONSUMES, directory.toString());
    }

    private static Optional<String> pythonWithDiskCache() throws InterruptedException {
        for (String candidate : PYTHONS) {
            try {
                if (run(
                                candidate,
                                "-c",
                                "import importlib.util, sys; sys.exit(not importlib.util.find_spec('diskcache'))")
                        == 0) {
                    return Optional.of(candidate);
                }
            } catch (IOException notThere) {
                // the next one may be
            }
        }
        return Optional.empty();
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
