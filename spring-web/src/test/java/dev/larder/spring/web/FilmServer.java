package dev.larder.spring.web;

import dev.larder.Cache;
import dev.larder.codec.Codec;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/**
 * An application of Spring MVC that serves the values of a cache, on a port of its own: {@code /films/NAME}, and
 * {@code /last/NAME}, which removes the entry while it answers.
 */
final class FilmServer implements AutoCloseable {

    /** What it says of its starts and stops is of no use to whoever reads the log of a build. */
    private static final Logger SERVER_LOG = Logger.getLogger("org.apache");

    static {
        SERVER_LOG.setLevel(Level.SEVERE);
    }

    private final Tomcat tomcat = new Tomcat();
    private final HttpClient client = HttpClient.newHttpClient();

    private FilmServer() {}

    /** Starts it over {@code cache}. */
    static FilmServer start(Path work, Cache<String, byte[]> cache, @Nullable HandOff handOff)
            throws IOException, LifecycleException {
        CachedFiles<String> files = CachedFiles.of(cache);
        Films films = new Films(cache, handOff == null ? files : files.handedOver(handOff));
        FilmServer server = new FilmServer();
        server.tomcat.setBaseDir(Files.createDirectories(work.resolve("tomcat")).toString());
        server.tomcat.setHostname("127.0.0.1");
        server.tomcat.setPort(0);
        server.tomcat.getConnector().setProperty("address", "127.0.0.1");
        server.tomcat.setSilent(true);
        Context context = server.tomcat.addContext("", work.toString());
        AnnotationConfigWebApplicationContext application = new AnnotationConfigWebApplicationContext();
        application.addBeanFactoryPostProcessor(beans -> beans.registerSingleton("films", films));
        application.register(Mvc.class);
        Tomcat.addServlet(context, "mvc", new DispatcherServlet(application)).setLoadOnStartup(1);
        context.addServletMappingDecoded("/", "mvc");
        server.tomcat.start();
        return server;
    }

    static Cache<String, byte[]> films(Path directory) {
        return Cache.at(directory).keys(Codec.string()).values(Codec.bytes()).open();
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        return client.send(request(port(), path, headers).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<InputStream> stream(String path, String... headers) throws IOException, InterruptedException {
        return client.send(request(port(), path, headers).build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    static HttpRequest.Builder request(int port, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }

    @Configuration
    @EnableWebMvc
    static class Mvc {
        @Bean
        FilmController controller(Films films) {
            return new FilmController(films);
        }
    }

    record Films(Cache<String, byte[]> cache, CachedFiles<String> files) {}

    @RestController
    static class FilmController {

        private final Films films;

        FilmController(Films films) {
            this.films = films;
        }

        @GetMapping("/films/{name}")
        ResponseEntity<Resource> film(@PathVariable("name") String name, @RequestHeader HttpHeaders request) {
            return films.files.response(name, MediaType.valueOf("video/mp4"), request);
        }

        @GetMapping("/last/{name}")
        ResponseEntity<Resource> last(@PathVariable("name") String name, @RequestHeader HttpHeaders request) {
            ResponseEntity<Resource> response = film(name, request);
            films.cache.delete(name);
            films.cache.clear();
            return response;
        }

        @GetMapping("/plain/{name}")
        ResponseEntity<Resource> plain(@PathVariable("name") String name) {
            return ResponseEntity.of(films.files.resource(name));
        }
    }
}
