package dev.larder.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** nginx serves cached files in place of an application, which tells it their names. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NginxTest {

    private static final byte[] FILM = noise(20_000_000);
    private static final byte[] CLIP = noise(500);

    private final HttpClient client = HttpClient.newHttpClient();

    private Cache<String, byte[]> cache;
    private FilmServer application;
    private Nginx nginx;

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(length).nextBytes(noise);
        return noise;
    }

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        Path films = directory.resolve("films");
        cache = FilmServer.films(films);
        application = FilmServer.start(directory, cache, HandOff.xAccelRedirect("/pinned/"));
        nginx = Nginx.start(directory.resolve("nginx"), application.port(), films);
    }

    @BeforeEach
    void fill() {
        cache.set("film", FILM);
        cache.set("clip", CLIP);
    }

    @AfterAll
    void stop() throws Exception {
        if (nginx != null) {
            nginx.close();
        }
        application.close();
        cache.close();
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        return client.send(
                FilmServer.request(nginx.port(), path, headers).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void get_throughNginx_isServedByIt() throws Exception {
        for (String name : List.of("film", "clip")) {
            HttpResponse<byte[]> response = get("/films/" + name);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo(name.equals("film") ? FILM : CLIP);
            assertThat(header(response, "Server")).startsWith("nginx");
            assertThat(header(response, "Content-Type")).isEqualTo("video/mp4");
            assertThat(header(response, "X-Accel-Redirect"))
                    .as("where the file lies is nobody's business")
                    .isEmpty();
        }
        assertThat(application.get("/films/film").body())
                .as("the application alone sends no bytes")
                .isEmpty();
        assertThat(get("/films/absent").statusCode()).isEqualTo(404);
    }

    @Test
    void get_rangesWhileTheEntryIsEvicted_areThoseOfTheValue() throws Exception {
        HttpResponse<InputStream> response = client.send(
                FilmServer.request(nginx.port(), "/films/film", "Range", "bytes=1000-")
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(header(response, "Content-Range")).isEqualTo("bytes 1000-19999999/20000000");
        try (InputStream body = response.body()) {
            assertThat(body.readNBytes(1_000)).isEqualTo(Arrays.copyOfRange(FILM, 1_000, 2_000));
            cache.delete("film");
            cache.clear();
            assertThat(body.readAllBytes()).isEqualTo(Arrays.copyOfRange(FILM, 2_000, FILM.length));
        }
        assertThat(get("/films/film").statusCode()).isEqualTo(404);
    }

    /** nginx opens the file only after the application has removed the entry. */
    @Test
    void get_entryRemovedBeforeNginxOpensTheFile_isTheValue() throws Exception {
        assertThat(get("/last/film", "Range", "bytes=19999990-").body())
                .isEqualTo(Arrays.copyOfRange(FILM, 19_999_990, 20_000_000));
        cache.set("clip", CLIP);
        assertThat(get("/last/clip").body()).isEqualTo(CLIP);
        assertThat(get("/films/clip").statusCode()).isEqualTo(404);
    }

    @Test
    void get_again_hasTheSameValidators() throws Exception {
        for (String name : List.of("film", "clip")) {
            String eTag = header(get("/films/" + name), "ETag");

            assertThat(eTag).isNotEmpty();
            assertThat(get("/films/" + name, "If-None-Match", eTag).statusCode())
                    .as("each request has a file of its own, with the time of the value")
                    .isEqualTo(304);
            assertThat(get("/films/" + name, "Range", "bytes=10-19", "If-Range", eTag)
                            .body())
                    .hasSize(10);
        }
    }

    @Test
    void get_theFilesThemselves_areNotForClients() throws Exception {
        String named = header(application.get("/films/film"), "X-Accel-Redirect");

        assertThat(named).startsWith("/pinned/cache.db.pins/");
        assertThat(get(named).statusCode()).isEqualTo(404);
        assertThat(get("/pinned/cache.db").statusCode()).isEqualTo(404);
    }
}
