package dev.larder.spring.boot.app;

import dev.larder.spring.LarderCache;
import dev.larder.spring.LarderCacheManager;
import dev.larder.storage.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** Files over HTTP, streamed into the cache. */
@RestController
class FilesController {

    private final LarderCache files;

    FilesController(LarderCacheManager caches) {
        files = Objects.requireNonNull(caches.getCache("files"));
    }

    @PutMapping("/files/{name}")
    void put(@PathVariable String name, InputStream body) {
        files.write(name, body);
    }

    @GetMapping("/files/{name}")
    ResponseEntity<byte[]> get(@PathVariable String name) throws IOException {
        Optional<Blob> found = files.read(name);
        if (found.isEmpty()) {
            return ResponseEntity.notFound().build();
        }
        try (Blob blob = found.get();
                InputStream bytes = blob.stream()) {
            return ResponseEntity.ok(bytes.readAllBytes());
        }
    }
}
