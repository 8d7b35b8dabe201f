package dev.larder.spring.web;

import dev.larder.Cache;
import dev.larder.storage.Blob;
import dev.larder.storage.PinnedFile;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * The values of a cache as files that are served over HTTP by Spring MVC. What a controller returns is what is in the
 * cache at that moment, to its end, whatever becomes of the entry meanwhile.
 *
 * <p>Java sends the bytes, with ranges, {@code ETag} and {@code Last-Modified}, from any storage; or the web server in
 * front of it does that, see {@link #handedOver}. Immutable, and safe for use by any number of threads. To be used on
 * the thread that handles a request, while it does.
 *
 * @param <K> type of the keys
 */
public final class CachedFiles<K> {

    /** Names what a request is to close. */
    private static final AtomicLong OPENED = new AtomicLong();

    private final Cache<K, ?> cache;
    private final @Nullable HandOff handOff;
    private final @Nullable Path root;

    private CachedFiles(Cache<K, ?> cache, @Nullable HandOff handOff, @Nullable Path root) {
        this.cache = cache;
        this.handOff = handOff;
        this.root = root;
    }

    /** The values of a cache, whose codec takes bytes as they are, sent by Java. */
    public static <K> CachedFiles<K> of(Cache<K, ?> cache) {
        return new CachedFiles<>(Objects.requireNonNull(cache, "cache"), null, null);
    }

    /**
     * The same, sent by the web server in front of the application.
     *
     * @throws IllegalArgumentException if the cache is not in a directory, so that there are no files to be sent
     */
    public CachedFiles<K> handedOver(HandOff handOff) {
        Path directory = cache.directory()
                .orElseThrow(() -> new IllegalArgumentException("A web server cannot send the files of " + cache
                        + ", which is in no directory; let Java send its values"));
        return new CachedFiles<>(
                cache,
                Objects.requireNonNull(handOff, "handOff"),
                directory.toAbsolutePath().normalize());
    }

    /**
     * The response for a {@code GET} or {@code HEAD}: the value under {@code key}, or 404 if there is none. Spring MVC
     * makes of it what the request asks for: the whole, one or more ranges, 304, or 416.
     *
     * @param type of the content
     * @param request the headers of the request, which Spring passes to a parameter with {@code @RequestHeader}
     * @throws IllegalStateException if this thread handles no request
     */
    public ResponseEntity<Resource> response(K key, MediaType type, HttpHeaders request) {
        return handOff == null || root == null ? sent(key, type, request) : handedOver(key, type, handOff, root);
    }

    private ResponseEntity<Resource> handedOver(K key, MediaType type, HandOff handOff, Path root) {
        // not closed: the web server opens it after this response
        Optional<PinnedFile> pinned = cache.pin(key, handOff.lease());
        return pinned.isEmpty()
                ? ResponseEntity.notFound().build()
                : ResponseEntity.ok()
                        .contentType(type)
                        .header(handOff.header(), handOff.value(root, pinned.get()))
                        .build();
    }

    private ResponseEntity<Resource> sent(K key, MediaType type, HttpHeaders request) {
        Blob blob = open(key);
        if (blob == null) {
            return ResponseEntity.notFound().build();
        }
        Validators validators = Validators.of(blob);
        ResponseEntity.BodyBuilder response =
                ResponseEntity.ok().contentType(type).eTag(validators.eTag()).lastModified(validators.lastModified());
        if (validators.allowRange(request)) {
            return response.body(new CachedResource(blob, String.valueOf(key)));
        }
        // of this class alone Spring sends the whole, whatever ranges the request asks for
        return response.contentLength(blob.length()).body(new InputStreamResource(blob::stream));
    }

    /**
     * The value under {@code key}, for a response of one's own; open until the request is completed.
     *
     * @return the value, with its length and time, or empty if there is none
     * @throws IllegalStateException if this thread handles no request
     */
    public Optional<Resource> resource(K key) {
        return Optional.ofNullable(open(key)).map(blob -> new CachedResource(blob, String.valueOf(key)));
    }

    /** Opens a value until the request is completed, as Spring closes streams but no resources. */
    private @Nullable Blob open(K key) {
        RequestAttributes request = RequestContextHolder.currentRequestAttributes();
        Blob blob = cache.read(key).orElse(null);
        if (blob != null) {
            String name = CachedFiles.class.getName() + "." + OPENED.incrementAndGet();
            request.registerDestructionCallback(name, blob::close, RequestAttributes.SCOPE_REQUEST);
        }
        return blob;
    }
}
