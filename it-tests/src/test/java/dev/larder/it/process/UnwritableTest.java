package dev.larder.it.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.larder.Cache;
import dev.larder.storage.Blob;
import dev.larder.storage.LarderException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Directories and files for which the process has no rights. The root user's child gives up its right to ignore that.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Rights are taken away as POSIX systems do it")
class UnwritableTest {

    private static final List<String> WITHOUT_PRIVILEGE = List.of(
            "setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search");

    @TempDir
    Path temporary;

    private Path directory;
    private Path valueFile;

    @BeforeEach
    void fill() throws IOException {
        directory = Files.createDirectory(temporary.resolve("parent")).resolve("cache");
        try (Cache<Object, Object> cache = Cache.at(directory).open()) {
            cache.set("row", "stays");
            cache.set("file", Programs.fileValue(1));
            try (Blob blob = cache.read("file").orElseThrow()) {
                valueFile = blob.path().orElseThrow();
            }
        }
    }

    @AfterEach
    void giveBackAndRequireWhole() throws IOException {
        for (Path path : List.of(directory.getParent(), directory)) {
            allow(path, "rwxr-xr-x");
        }
        for (Path path : List.of(directory.resolve("cache.db"), valueFile)) {
            allow(path, "rw-r--r--");
        }
        try (Cache<Object, Object> cache = Cache.at(directory).open()) {
            assertThat(cache.get("row")).isEqualTo("stays");
            assertThat(cache.get("file")).isEqualTo(Programs.fileValue(1));
            assertThat(cache.check()).isEmpty();
        }
    }

    private static void allow(Path path, String rights) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
    }

    /** Starts a child that rights bind; there may be none on this machine. */
    private ChildJvm child() throws IOException {
        Path forbidden = Files.createDirectories(temporary.resolve("forbidden"));
        allow(forbidden, "r-xr-xr-x");
        for (List<String> prefix : List.of(List.<String>of(), WITHOUT_PRIVILEGE)) {
            try {
                ChildJvm child = ChildJvm.start(prefix, List.of("-Xmx64m"), Orders.class, forbidden.resolve("file"));
                if ("bound".equals(child.readLine())) {
                    return child;
                }
                child.close();
            } catch (IOException noSuchCommand) {
                System.out.println("Cannot start " + prefix + ": " + noSuchCommand.getMessage());
            }
        }
        System.out.println("Not run, because rights do not bind this user, nor a child of it: unwritable directories");
        return abort("rights do not bind this user, nor a child of it that setpriv starts");
    }

    /** Opens caches, writes and reads, as it is told line by line, and says what came of it. */
    static final class Orders {
        private Orders() {}

        public static void main(String[] args) throws IOException {
            boolean isBound = !Path.of(args[0]).toFile().getParentFile().canWrite();
            System.out.println(isBound ? "bound" : "free");
            BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            Cache<Object, Object> cache = null;
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                List<String> words = Arrays.asList(order.split(" ", 2));
                Cache<Object, Object> present = cache;
                if (words.get(0).equals("open")) {
                    try {
                        cache = Cache.at(Path.of(words.get(1))).open();
                        System.out.println("opened");
                    } catch (LarderException e) {
                        System.out.println(told(e));
                    }
                } else if (present != null) {
                    System.out.println(outcome(() -> switch (words.get(0)) {
                        case "set" -> present.set(words.get(1), "changed");
                        case "large" -> present.set(words.get(1), Programs.fileValue(2));
                        default -> String.valueOf(present.get(words.get(1)));
                    }));
                }
                System.out.flush();
            }
        }

        private static String outcome(Supplier<Object> work) {
            try {
                return work.get().toString();
            } catch (LarderException e) {
                return told(e);
            }
        }

        private static String told(LarderException e) {
            return e.toString().replace('\n', ' ');
        }
    }

    private static String ask(ChildJvm child, String order) throws IOException {
        child.say(order);
        return child.readLine();
    }

    @Test
    void open_belowAnUnwritableParent_isRefusedNamingItAndMakesNothing() throws Exception {
        try (ChildJvm child = child()) {
            allow(directory.getParent(), "r-xr-xr-x");
            Path missing = directory.resolveSibling("missing");

            for (Path place : List.of(missing, missing.resolve("far/below"))) {
                assertThat(ask(child, "open " + place))
                        .startsWith("dev.larder.storage.StorageException: ")
                        .contains(place.toString(), "cannot be made", "AccessDenied", "this process may write to");
            }
            assertThat(missing).doesNotExist();
        }
    }

    @Test
    void open_unwritableDirectory_isRefusedWithAdvice() throws Exception {
        try (ChildJvm child = child()) {
            allow(directory, "r-xr-xr-x");

            assertThat(ask(child, "open " + directory))
                    .startsWith("dev.larder.storage.StorageException: ")
                    .contains(directory.toString(), "not writable for this process", "give it the right");
        }
    }

    @Test
    void set_unwritableDatabase_isRefusedWithAdviceAndReadingGoesOn() throws Exception {
        try (ChildJvm child = child()) {
            allow(directory.resolve("cache.db"), "r--r--r--");
            assertThat(ask(child, "open " + directory)).isEqualTo("opened");

            assertThat(ask(child, "get row")).isEqualTo("stays");
            assertThat(ask(child, "set row"))
                    .startsWith("dev.larder.storage.StorageException: ")
                    .contains(directory.toString(), "is read-only", "give this process the right to write");
        }
    }

    @Test
    void set_directoryUnwritableSinceOpening_isRefusedWithAdviceAndWorksAgainLater() throws Exception {
        try (ChildJvm child = child()) {
            assertThat(ask(child, "open " + directory)).isEqualTo("opened");
            allow(directory, "r-xr-xr-x");

            assertThat(ask(child, "large new"))
                    .startsWith("dev.larder.storage.StorageException: ")
                    .contains(directory.toString(), "creating a value file", "AccessDenied", "look at the rights");
            assertThat(ask(child, "get new")).isEqualTo("null");
            assertThat(ask(child, "get row")).isEqualTo("stays");
            allow(directory, "rwxr-xr-x");
            assertThat(ask(child, "large new")).isEqualTo("true");
        }
    }

    @Test
    void get_unreadableValueFile_isAnErrorAndNoMiss() throws Exception {
        try (ChildJvm child = child()) {
            assertThat(ask(child, "open " + directory)).isEqualTo("opened");
            allow(valueFile, "---------");

            assertThat(ask(child, "get file"))
                    .startsWith("dev.larder.storage.StorageException: ")
                    .contains(directory.toString(), valueFile.getFileName().toString(), "look at the rights");
            allow(valueFile, "rw-r--r--");
            assertThat(ask(child, "get file")).startsWith("[B");
        }
    }
}
