package dev.larder.spring.boot.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.spring.web.Nginx;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** nginx in front of the application sends the files that this has in its cache. */
@Timeout(300)
final class BehindNginxTest {

    @TempDir
    private Path directory;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void file_throughNginx_isSentByItWhileTheCacheIsCleared() throws Exception {
        byte[] film = new byte[20_000_000];
        new Random(1).nextBytes(film);
        Path larder = directory.resolve("larder");
        try (RunningApplication application = RunningApplication.start(
                                Line.BOOT_4_1,
                                directory.resolve("log"),
                                "--larder.directory=" + larder,
                                "--larder.endpoint.writes=true",
                                "--bookshop.internal-location=/pinned/")
                        .started();
                Nginx nginx =
                        Nginx.start(directory.resolve("nginx"), application.port(), larder.resolve("cache/files"))) {
            application.put("/files/film", film);
            assertThat(application.bytes("/files/film"))
                    .as("what the application sends itself")
                    .isEmpty();

            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + nginx.port() + "/files/film"))
                    .header("Range", "bytes=1000-")
                    .build();
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());

            assertThat(response.statusCode()).isEqualTo(206);
            assertThat(response.headers().firstValue("Server").orElse("")).startsWith("nginx");
            try (InputStream body = response.body()) {
                assertThat(body.readNBytes(1_000)).isEqualTo(Arrays.copyOfRange(film, 1_000, 2_000));
                assertThat(application.send("DELETE", "/actuator/larder/files").body())
                        .isEqualTo("{\"removed\":1}");
                assertThat(body.readAllBytes()).isEqualTo(Arrays.copyOfRange(film, 2_000, film.length));
            }
            assertThat(client.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(404);
        }
    }
}
