package dev.larder.storage.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.CollectionKind;
import dev.larder.Counter;
import dev.larder.FanoutCache;
import dev.larder.FanoutCacheReference;
import dev.larder.Larder;
import dev.larder.NamedCollection;
import dev.larder.codec.Codec;
import dev.larder.storage.Storage;
import dev.larder.storage.Store;
import dev.larder.storage.StoreClosedException;
import dev.larder.storage.StoreConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A larder whose collections are in an H2 database. */
final class H2LarderTest {

    @TempDir
    Path directory;

    @Test
    void open_database_hasEveryKindByName() throws InterruptedException {
        try (Larder larder = Larder.open(H2.memory())) {
            larder.cache("hits").set("key", 1L);
            larder.fanout("pages").retrying().set("/index", "page");
            larder.deque("jobs", Codec.string()).add("job");
            larder.index("docs", Codec.int64(), Codec.string()).put(1L, "document");
            larder.queue("work", Codec.string()).put("item");
            Counter counter = larder.counter("visits");
            counter.incrementAndGet();

            assertThat(larder.lock("door").tryLock(1, TimeUnit.SECONDS)).isTrue();
            larder.lock("door").unlock();
            assertThat(larder.cache("hits")).isSameAs(larder.cache("hits"));
            assertThat(larder.deque("jobs", Codec.string())).containsExactly("job");
            assertThat(counter.get()).isEqualTo(1);
            assertThat(larder.directory()).isEmpty();
            assertThat(larder.collections())
                    .containsExactlyInAnyOrder(
                            new NamedCollection(CollectionKind.CACHE, "hits"),
                            new NamedCollection(CollectionKind.FANOUT, "pages"),
                            new NamedCollection(CollectionKind.DEQUE, "jobs"),
                            new NamedCollection(CollectionKind.INDEX, "docs"),
                            new NamedCollection(CollectionKind.QUEUE, "work"),
                            new NamedCollection(CollectionKind.COUNTER, "visits"),
                            new NamedCollection(CollectionKind.LOCK, "door"));
        }
    }

    @Test
    void at_uriOfTheDatabase_hasWhatWasThere() {
        H2Storage storage = H2.file(directory.resolve("database"));
        try (Larder larder = Larder.open(storage)) {
            larder.cache("hits").set("key", 1L);
        }

        try (Larder larder = Larder.at(storage.uri()).open()) {
            assertThat(larder.cache("hits").get("key")).isEqualTo(1L);
        }
    }

    @Test
    void open_fileAgain_hasWhatWasThere() {
        Path file = directory.resolve("database");
        try (Larder larder = Larder.open(H2.file(file))) {
            larder.deque("jobs", Codec.string()).addAll(List.of("a", "b"));
        }

        try (Larder larder = Larder.open(H2.file(file))) {
            assertThat(larder.deque("jobs", Codec.string())).containsExactly("a", "b");
            assertThatThrownBy(() -> larder.cache("jobs"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("deque");
        }
    }

    @Test
    void deque_withAnotherCodec_isRefused() {
        H2Storage database = H2.memory();
        try (Larder larder = Larder.open(database);
                Larder other = Larder.open(database)) {
            larder.deque("jobs", Codec.string()).add("a");

            assertThatThrownBy(() -> other.deque("jobs", Codec.int64()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("string");
        }
    }

    @Test
    void close_larder_closesItsCollections() {
        Larder larder = Larder.on(H2.memory()).refuseReopening().open();
        var cache = larder.cache("hits");
        larder.close();

        assertThatThrownBy(() -> cache.set("key", 1L)).isInstanceOf(StoreClosedException.class);
    }

    @Test
    void fanout_fileOpenedAgain_hasWhatWasThere() {
        Path file = directory.resolve("database");
        FanoutCache<Object, Object> cache =
                FanoutCache.on(H2.file(file)).shards(3).open();
        cache.retrying().set("key", "value");
        cache.deque("jobs").add("job");
        FanoutCacheReference<Object, Object> reference = cache.reference();
        cache.close();
        assertThat(cache.get("key")).as("opened again").isEqualTo("value");
        cache.close();

        try (FanoutCache<Object, Object> again = reference.open()) {
            assertThat(again.shards()).isEqualTo(3);
            assertThat(again.get("key")).isEqualTo("value");
            assertThat(again.deque("jobs")).containsExactly("job");
        }
    }

    @Test
    void open_storageOfOneCollection_isRefused() {
        Storage one = new Storage() {
            @Override
            public Store open(StoreConfig config) {
                throw new AssertionError("must not be opened");
            }

            @Override
            public URI uri() {
                return URI.create("one:collection");
            }
        };
        assertThatThrownBy(() -> Larder.open(one))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one:collection");
        assertThatThrownBy(() -> FanoutCache.on(one))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one:collection");
    }
}
