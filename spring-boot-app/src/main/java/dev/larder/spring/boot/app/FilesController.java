package dev.larder.spring.boot.app;

import dev.larder.spring.LarderCache;
import dev.larder.spring.LarderCacheManager;
import dev.larder.spring.web.CachedFiles;
import dev.larder.spring.web.HandOff;
import java.io.InputStream;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Files over HTTP: streamed into the cache, and sent from it by the application or by the nginx in front of it. */
@RestController
class FilesController {

    private final LarderCache files;
    private final CachedFiles<String> sent;

    /** @param location the internal location under which nginx has the directory of the cache, or empty */
    FilesController(LarderCacheManager caches, @Value("${bookshop.internal-location:}") String location) {
        files = Objects.requireNonNull(caches.getCache("files"));
        CachedFiles<String> own = CachedFiles.of(files.getNativeCache());
        sent = location.isEmpty() ? own : own.handedOver(HandOff.xAccelRedirect(location));
    }

    @PutMapping("/files/{name}")
    void put(@PathVariable String name, InputStream body) {
        files.write(name, body);
    }

    @GetMapping("/files/{name}")
    ResponseEntity<Resource> get(@PathVariable String name, @RequestHeader HttpHeaders request) {
        return sent.response(name, MediaType.APPLICATION_OCTET_STREAM, request);
    }
}
