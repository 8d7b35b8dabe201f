package dev.larder.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.larder.Cache;
import dev.larder.codec.Codec;
import dev.larder.storage.h2.H2;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** An application of Spring MVC on a real server, asked over HTTP. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CachedFilesTest {

    private static final byte[] LARGE = noise(3_000_000);
    private static final byte[] SMALL = noise(1_000);

    private Path directory;
    private Cache<String, byte[]> cache;
    private FilmServer server;

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(length).nextBytes(noise);
        return noise;
    }

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        cache = FilmServer.films(directory.resolve("films"));
        server = FilmServer.start(directory, cache, null);
    }

    @BeforeEach
    void fill() {
        cache.set("large", LARGE);
        cache.set("small", SMALL);
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
        cache.close();
    }

    // ---- sent by Java

    @Test
    void get_whole_isTheValueWithItsHeaders() throws Exception {
        for (String name : List.of("large", "small")) {
            HttpResponse<byte[]> response = server.get("/films/" + name);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo(name.equals("large") ? LARGE : SMALL);
            assertThat(header(response, "Content-Type")).isEqualTo("video/mp4");
            assertThat(header(response, "Content-Length")).isEqualTo(String.valueOf(response.body().length));
            assertThat(header(response, "Accept-Ranges")).isEqualTo("bytes");
            assertThat(header(response, "ETag")).matches("\"[0-9a-f.-]+\"");
            assertThat(header(response, "Last-Modified")).endsWith(" GMT");
        }
    }

    @Test
    void get_absent_isNotFound() throws Exception {
        assertThat(server.get("/films/absent").statusCode()).isEqualTo(404);
        assertThat(server.get("/plain/absent").statusCode()).isEqualTo(404);
    }

    @Test
    void get_range_isExactlyThoseBytes() throws Exception {
        for (String name : List.of("large", "small")) {
            byte[] value = name.equals("large") ? LARGE : SMALL;
            for (String path : List.of("/films/", "/plain/")) {
                HttpResponse<byte[]> middle = server.get(path + name, "Range", "bytes=100-299");
                assertThat(middle.statusCode()).isEqualTo(206);
                assertThat(header(middle, "Content-Range")).isEqualTo("bytes 100-299/" + value.length);
                assertThat(middle.body()).isEqualTo(Arrays.copyOfRange(value, 100, 300));

                HttpResponse<byte[]> end = server.get(path + name, "Range", "bytes=-10");
                assertThat(end.body()).isEqualTo(Arrays.copyOfRange(value, value.length - 10, value.length));

                HttpResponse<byte[]> rest = server.get(path + name, "Range", "bytes=500-");
                assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(value, 500, value.length));

                assertThat(server.get(path + name, "Range", "bytes=9999999-").statusCode())
                        .isEqualTo(416);
            }
        }
    }

    @Test
    void get_severalRanges_areTheirParts() throws Exception {
        HttpResponse<byte[]> response = server.get("/films/large", "Range", "bytes=0-1,1000000-1000001");

        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(header(response, "Content-Type")).startsWith("multipart/byteranges");
        assertThat(new String(response.body(), StandardCharsets.ISO_8859_1))
                .contains("Content-Range: bytes 0-1/3000000")
                .contains("Content-Range: bytes 1000000-1000001/3000000")
                .contains(new String(Arrays.copyOfRange(LARGE, 0, 2), StandardCharsets.ISO_8859_1))
                .contains(new String(Arrays.copyOfRange(LARGE, 1_000_000, 1_000_002), StandardCharsets.ISO_8859_1));
    }

    @Test
    void get_whatTheClientHas_isNotModifiedUntilStoredAnew() throws Exception {
        String eTag = header(server.get("/films/large"), "ETag");

        HttpResponse<byte[]> same = server.get("/films/large", "If-None-Match", eTag);
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        cache.set("large", LARGE);
        assertThat(server.get("/films/large", "If-None-Match", eTag).statusCode())
                .isEqualTo(200);
    }

    /** A client that has the first part of a value must not get the second part of another one. */
    @Test
    void get_rangeOfAnotherVersion_isTheWhole() throws Exception {
        HttpResponse<byte[]> before = server.get("/films/large");
        for (String validator : List.of(header(before, "ETag"), header(before, "Last-Modified"))) {
            assertThat(server.get("/films/large", "Range", "bytes=10-19", "If-Range", validator)
                            .body())
                    .isEqualTo(Arrays.copyOfRange(LARGE, 10, 20));
        }
        for (String other : List.of("\"another\"", "W/" + header(before, "ETag"), "Sat, 01 Jan 2000 00:00:00 GMT")) {
            HttpResponse<byte[]> response = server.get("/films/large", "Range", "bytes=10-19", "If-Range", other);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo(LARGE);
            assertThat(header(response, "Content-Length")).isEqualTo("3000000");
        }
    }

    @Test
    void head_tellsTheLengthAndNothingElse() throws Exception {
        HttpRequest head = FilmServer.request(server.port(), "/films/large")
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<byte[]> response = HttpClient.newHttpClient().send(head, HttpResponse.BodyHandlers.ofByteArray());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Length")).isEqualTo("3000000");
        assertThat(response.body()).isEmpty();
    }

    @Test
    void get_entryRemovedMeanwhile_isTheWholeValue() throws Exception {
        assertThat(server.get("/last/large").body()).isEqualTo(LARGE);
        assertThat(server.get("/films/large").statusCode()).isEqualTo(404);
        cache.set("large", LARGE);
        HttpResponse<InputStream> response = server.stream("/films/large");
        try (InputStream body = response.body()) {
            byte[] first = body.readNBytes(1_000);
            cache.clear();
            assertThat(first).isEqualTo(Arrays.copyOf(LARGE, 1_000));
            assertThat(body.readAllBytes()).isEqualTo(Arrays.copyOfRange(LARGE, 1_000, LARGE.length));
        }
    }

    @Test
    void get_manyTimes_leavesNoFileOpen() throws Exception {
        Path descriptors = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(descriptors), "This system does not list open files: " + descriptors);
        try (FilmServer other = FilmServer.start(directory.resolve("other"), cache, null)) {
            for (int i = 0; i < 20; i++) {
                other.get("/films/large", "Range", "bytes=0-0");
                other.get("/plain/large");
                other.get("/films/large", "If-None-Match", header(other.get("/films/large"), "ETag"));
            }
        }
        // a client has its answer before the server has closed the file
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!valueFiles(descriptors).isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(valueFiles(descriptors)).isEmpty();
    }

    private static List<String> valueFiles(Path descriptors) throws IOException {
        try (Stream<Path> open = Files.list(descriptors)) {
            return open.map(CachedFilesTest::target)
                    .filter(file -> file.contains(".val"))
                    .toList();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    @Test
    void get_fromADatabase_isTheSame() throws Exception {
        try (Cache<String, byte[]> memory = Cache.on(H2.memory())
                        .keys(Codec.string())
                        .values(Codec.bytes())
                        .open();
                FilmServer other = FilmServer.start(directory.resolve("other"), memory, null)) {
            memory.set("large", LARGE);

            assertThat(other.get("/films/large").body()).isEqualTo(LARGE);
            assertThat(other.get("/films/large", "Range", "bytes=2000000-2000009")
                            .body())
                    .isEqualTo(Arrays.copyOfRange(LARGE, 2_000_000, 2_000_010));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CachedFiles.of(memory).handedOver(HandOff.xSendfile()))
                    .withMessageContaining("no directory");
        }
    }

    @Test
    void response_outsideOfARequest_isRefused() {
        CachedFiles<String> files = CachedFiles.of(cache);

        assertThatIllegalStateException()
                .isThrownBy(() -> files.response("large", MediaType.APPLICATION_PDF, new HttpHeaders()));
        assertThatIllegalStateException().isThrownBy(() -> files.resource("large"));
    }

    // ---- handed over

    @Test
    void handedOver_byRedirect_namesAPinnedFileBelowTheLocation() throws Exception {
        for (String location : List.of("/pinned/", "/pinned")) {
            try (FilmServer other =
                    FilmServer.start(directory.resolve("other"), cache, HandOff.xAccelRedirect(location))) {
                HttpResponse<byte[]> response = other.get("/films/large");

                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.body()).isEmpty();
                assertThat(header(response, "Content-Type")).isEqualTo("video/mp4");
                String named = header(response, "X-Accel-Redirect");
                assertThat(named).matches("/pinned/cache\\.db\\.pins/[0-9a-f]{32}-[0-9]{15}\\.pin");
                assertThat(directory.resolve("films").resolve(named.substring("/pinned/".length())))
                        .hasBinaryContent(LARGE);
                assertThat(other.get("/films/absent").statusCode()).isEqualTo(404);
            }
        }
    }

    @Test
    void handedOver_bySendfile_namesThePathOfAPinnedFile() throws Exception {
        Path place = directory.resolve("with space and \u00e4");
        try (Cache<String, byte[]> films = FilmServer.films(place);
                FilmServer other = FilmServer.start(
                        directory.resolve("other"), films, HandOff.xSendfile().lease(Duration.ofSeconds(10)))) {
            films.set("small", SMALL);

            String named = header(other.get("/films/small"), "X-Sendfile");

            assertThat(named).contains("with%20space%20and%20%C3%A4/cache.db.pins/");
            assertThat(Path.of(URI.create("file://" + named))).hasBinaryContent(SMALL);
        }
    }

    @Test
    void handOff_badArguments_areRefused() {
        for (String bad : List.of("", "pinned/", "/pinned\r\nSet-Cookie: a", "/a b", "/?")) {
            assertThatIllegalArgumentException().isThrownBy(() -> HandOff.xAccelRedirect(bad));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HandOff.xSendfile().lease(Duration.ZERO));
    }

    private static @Nullable String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse(null);
    }
}
