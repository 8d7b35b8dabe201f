package dev.larder.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.larder.Cache;
import dev.larder.Larder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;

final class LarderCachingTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private AnnotationConfigApplicationContext context;
    private Shop shop;

    @BeforeEach
    void start(@TempDir Path directory) {
        context = new AnnotationConfigApplicationContext();
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", Map.of("ttl", "PT2M")));
        context.registerBean(
                Larder.class, () -> Larder.at(directory).clock(now::get).open());
        context.register(Caching.class, Shop.class);
        context.refresh();
        shop = context.getBean(Shop.class);
    }

    @AfterEach
    void stop() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    @EnableLarderCaching
    static class Caching {

        @Bean
        LarderCacheManager cacheManager(Larder larder) {
            return LarderCacheManager.of(larder).build();
        }
    }

    static class Shop {

        final AtomicInteger calls = new AtomicInteger();

        @Cacheable("books")
        @LarderCaching(timeToLive = "1m", tag = "'author:' + #author")
        public String find(String author, int number) {
            return author + number + "/" + calls.incrementAndGet();
        }

        @Cacheable(cacheNames = "books", sync = true)
        @LarderCaching(timeToLive = "${ttl}", tag = "#result")
        public String loaded(String key) {
            return key.isEmpty() ? null : key + calls.incrementAndGet();
        }

        @Cacheable("books")
        @LarderCaching(tag = "'later'")
        public CompletableFuture<String> later(String key) {
            return CompletableFuture.completedFuture(key + calls.incrementAndGet());
        }

        @CachePut(cacheNames = "books", key = "#a0")
        @LarderCaching(tag = "#result.length()")
        public String put(String key, String value) {
            return value;
        }

        @Cacheable("books")
        public String plain(String key) {
            return key + calls.incrementAndGet();
        }

        @Cacheable("books")
        @LarderCaching(timeToLive = "soon")
        public String bad(String key) {
            return key;
        }

        @EvictTag(cacheNames = "books", tag = "'author:' + #author")
        public void rename(String author, boolean fails) {
            if (fails) {
                throw new IllegalStateException("no");
            }
        }

        @EvictTag(cacheNames = "books", tag = "'author:' + #author", beforeInvocation = true)
        public void renameOrNot(String author) {
            throw new IllegalStateException("no");
        }

        @EvictTag(value = "books", tag = "#result")
        @EvictTag(value = "books", tag = "'later'")
        public CompletableFuture<List<Object>> forget(CompletableFuture<List<Object>> tags) {
            return tags;
        }

        @EvictTag(value = "books", tag = "'a'")
        public Flow.Publisher<String> stream() {
            return subscriber -> {};
        }
    }

    private Cache<String, Object> stored() {
        return ((LarderCache) context.getBean(CacheManager.class).getCache("books")).getNativeCache();
    }

    private Object tag(String key) {
        return stored().entry(key).orElseThrow().tag();
    }

    private void passes(int seconds) {
        now.set(now.get().plusSeconds(seconds));
    }

    @Test
    void larderCaching_onACacheableMethod_saysTimeToLiveAndTag() {
        assertThat(shop.find("austen", 1)).isEqualTo("austen1/1");
        assertThat(shop.find("austen", 1)).isEqualTo("austen1/1");
        assertThat(tag("#[\"austen\",1]")).isEqualTo("author:austen");

        passes(61);

        assertThat(shop.find("austen", 1)).isEqualTo("austen1/2");
    }

    @Test
    void larderCaching_onASynchronizedMethod_seesTheResultAndThePlaceholder() {
        assertThat(shop.loaded("a")).isEqualTo("a1");
        assertThat(shop.loaded("a")).isEqualTo("a1");
        assertThat(tag("a")).isEqualTo("a1");

        passes(119);
        assertThat(shop.loaded("a")).isEqualTo("a1");
        passes(2);
        assertThat(shop.loaded("a")).isEqualTo("a2");
    }

    @Test
    void larderCaching_onAMethodThatReturnsNull_keepsItWithoutTag() {
        assertThat(shop.loaded("")).isNull();

        assertThat(tag("")).isNull();
    }

    @Test
    void larderCaching_onAnAsynchronousMethod_storesWhatItsFutureGives() {
        assertThat(shop.later("a").join()).isEqualTo("a1");
        assertThat(shop.later("a").join()).isEqualTo("a1");
        assertThat(tag("a")).isEqualTo("later");
    }

    @Test
    void larderCaching_onACachePut_tagsByTheResult() {
        shop.put("a", "four");

        assertThat(tag("a")).isEqualTo(4L);
    }

    @Test
    void cacheable_alone_storesWithTheCachesOptions() {
        shop.plain("a");

        assertThat(tag("a")).isNull();
        assertThat(stored().entry("a").orElseThrow().expiry()).isNull();
    }

    @Test
    void larderCaching_withATimeToLiveThatIsNone_saysHowToWriteIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.bad("a"))
                .withMessageContaining("'soon'")
                .withMessageContaining("PT10M");
    }

    @Test
    void evictTag_ofAMethodThatReturns_removesTheTagged() {
        shop.find("austen", 1);
        shop.find("joyce", 1);

        shop.rename("austen", false);

        assertThat(stored()).containsExactly("#[\"joyce\",1]");
    }

    @Test
    void evictTag_ofAMethodThatThrows_removesBeforeTheInvocationOnly() {
        shop.find("austen", 1);

        assertThatIllegalStateException().isThrownBy(() -> shop.rename("austen", true));
        assertThat(stored().size()).isEqualTo(1);
        assertThatIllegalStateException().isThrownBy(() -> shop.renameOrNot("austen"));
        assertThat(stored().size()).isZero();
    }

    @Test
    void evictTag_ofAnAsynchronousMethod_removesWhenItsFutureIsDone() {
        shop.put("a", "four");
        shop.put("b", "fives");
        shop.later("c").join();
        CompletableFuture<List<Object>> tags = new CompletableFuture<>();

        CompletableFuture<List<Object>> done = shop.forget(tags);

        assertThat(stored().size()).isEqualTo(3);
        tags.complete(List.of(4, 5));
        done.join();
        assertThat(stored().size()).isZero();
    }

    @Test
    void evictTag_ofAMethodWithAnotherAsynchronousResult_isRefused() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> shop.stream())
                .withMessageContaining("CompletableFuture");
    }
}
