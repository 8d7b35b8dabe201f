package dev.larder.spring.boot.app;

import dev.larder.Counter;
import dev.larder.spring.EvictTag;
import dev.larder.spring.LarderCaching;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Service;

/** Books, which take long to find. */
@Service
public class Books {

    private final Counter loads;

    Books(@Qualifier("loads") Counter loads) {
        this.loads = loads;
    }

    /** Two arguments, so that the key is one that Spring makes of them. */
    @Cacheable("books")
    @LarderCaching(tag = "'author:' + #author")
    public Book find(String author, String isbn) {
        return new Book(isbn, author, loads.incrementAndGet());
    }

    /** Loaded once, however many ask at once in however many processes. */
    @Cacheable(cacheNames = "books", sync = true)
    public Book findSlowly(String isbn) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(500);
        return new Book(isbn, "unknown", loads.incrementAndGet());
    }

    /** Nobody has such a book, which is kept too, in a cache that is made for it when it is first needed. */
    @Cacheable("none")
    public @Nullable Book findNone(String isbn) {
        loads.incrementAndGet();
        return null;
    }

    /** Found later. */
    @Cacheable("books")
    public CompletableFuture<Book> findLater(String isbn) {
        return CompletableFuture.supplyAsync(() -> new Book(isbn, "later", loads.incrementAndGet()));
    }

    /** Another author for a book. */
    @CachePut("books")
    @LarderCaching(timeToLive = "1h", tag = "'author:' + #author")
    public Book correct(String author, String isbn) {
        return new Book(isbn, author, -1);
    }

    /** Everything of this author has changed. */
    @EvictTag(cacheNames = "books", tag = "'author:' + #author")
    public void forget(String author) {}
}
