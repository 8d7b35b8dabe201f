package dev.larder.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.cache.Caching;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.junit.platform.launcher.listeners.TestExecutionSummary.Failure;

/**
 * Runs the technology compatibility kit of JSR 107, version 1.1.1, whole. The kit itself leaves out what it takes for
 * optional, besides what is on its exclude list; it says so to its log, where this run reads it.
 */
final class TckRun {

    /** Tests of the kit, those of the classes of the API included. */
    private static final int TESTS = 491;

    /** The property with the address of the kit's servers, which otherwise listen to the network. */
    private static final String ADDRESS = "org.jsr107.tck.support.server.address";

    /** Beside those of the kit, 10000 to 10011. */
    private static final int TAKEN_PORT = 10_012;

    private static final String ROOT = "org.jsr107.tck";

    /** The classes of the kit's keys and values. */
    private static final List<String> ALLOWED = List.of(
            "domain.Beagle",
            "domain.BorderCollie",
            "domain.Chihuahua",
            "domain.Identifier",
            "domain.Papillon",
            "domain.RoughCoatedCollie",
            "domain.Sex",
            "java.util.Date");

    /** What the kit calls in its own code what it asks to be unwrapped. */
    private static final Map<String, Class<?>> UNWRAPPED = Map.of(
            "javax.cache.CacheManager", LarderCacheManager.class,
            "javax.cache.Cache", LarderCache.class,
            "javax.cache.Cache.Entry", StoredEntry.class);

    private TckRun() {}

    /** Runs the kit on this storage, and prints what was run. */
    @SuppressWarnings("SystemOut") // how much was run, and what was not, belongs into the log of a build
    static void on(String storageName, URI storage, Path temporary) throws Exception {
        Properties properties = new Properties();
        properties.setProperty(LarderProperties.STORAGE, storage.toString());
        properties.setProperty(LarderProperties.ALLOWED_CLASSES, String.join(",", ALLOWED));
        Path file = temporary.resolve("tck.properties");
        try (var out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
        System.setProperty(LarderCachingProvider.DEFAULT_URI, file.toUri().toString());
        UNWRAPPED.forEach((name, type) -> System.setProperty(name, type.getName()));
        TestExecutionSummary summary;
        Set<String> excluded;
        try (Exclusions exclusions = new Exclusions();
                ServerSocket address = takeAddress()) {
            System.setProperty(ADDRESS, address.getInetAddress().getHostAddress());
            summary = run();
            excluded = exclusions.excluded;
        } finally {
            Caching.getCachingProvider().close();
            System.clearProperty(LarderCachingProvider.DEFAULT_URI);
            System.clearProperty(ADDRESS);
            UNWRAPPED.keySet().forEach(System::clearProperty);
        }
        System.out.printf(
                "JCache TCK 1.1.1 on %s: %d tests run, %d failed, %d skipped, %.1f s%n",
                storageName,
                summary.getTestsStartedCount(),
                summary.getTestsFailedCount(),
                summary.getTestsSkippedCount(),
                (summary.getTimeFinished() - summary.getTimeStarted()) / 1000.0);
        System.out.println("of these the TCK has left out: " + excluded);
        assertThat(summary.getFailures()).extracting(TckRun::describe).isEmpty();
        assertThat(summary.getTestsSucceededCount()).isEqualTo(TESTS);
        assertThat(excluded).allSatisfy(TckRun::isOptional);
    }

    /**
     * An address of this machine for the servers of the kit, whose ports are fixed, so that of two runs at the same
     * time each has its own. A port that the kit does not use says that it is taken.
     */
    private static ServerSocket takeAddress() throws IOException {
        for (String address : List.of("127.0.0.1", "::1", "127.0.0.2")) {
            try {
                return new ServerSocket(TAKEN_PORT, 1, InetAddress.getByName(address));
            } catch (BindException e) {
                // taken by another run, or not there
            }
        }
        throw new IOException(
                "No address is free for the servers of the TCK: each has a listener on port " + TAKEN_PORT);
    }

    private static TestExecutionSummary run() {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectPackage(ROOT), DiscoverySelectors.selectPackage("javax.cache"))
                .filters(EngineFilter.includeEngines("junit-vintage"))
                .filters(ClassNameFilter.includeClassNamePatterns(".*Test"))
                .build();
        Launcher launcher = LauncherFactory.create(LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .build());
        launcher.execute(request, listener);
        return listener.getSummary();
    }

    private static String describe(Failure failure) {
        return failure.getTestIdentifier().getUniqueId() + ": " + failure.getException();
    }

    /**
     * Every provider leaves out the first; those that keep entries by value only leave out the second, and those that
     * do not bring the interceptors of a dependency injection framework the third.
     */
    private static void isOptional(String test) {
        assertThat(test)
                .matches("org\\.jsr107\\.tck\\.CachingTest#dummyTest"
                        + "|org\\.jsr107\\.tck\\.(StoreByReferenceTest#.*|TypesTest#.*StoreByReference)"
                        + "|org\\.jsr107\\.tck\\.annotation\\..*");
    }

    /** Takes down what the kit's log says of tests that it leaves out, and keeps the log quiet. */
    private static final class Exclusions extends Handler implements AutoCloseable {

        private static final Pattern EXCLUDED = Pattern.compile("===== EXCLUDING TEST '(.*)'\t'(.*)'\\.");

        private final Logger logger = Logger.getLogger(ROOT);
        private final Set<String> excluded = new TreeSet<>();

        Exclusions() {
            logger.setUseParentHandlers(false);
            logger.addHandler(this);
        }

        @Override
        public void publish(LogRecord logged) {
            Matcher matcher = EXCLUDED.matcher(logged.getMessage());
            if (matcher.matches()) {
                excluded.add(matcher.group(1) + "#" + matcher.group(2));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
            logger.setUseParentHandlers(true);
        }
    }
}
