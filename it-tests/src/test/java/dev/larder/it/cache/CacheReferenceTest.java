package dev.larder.it.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.CacheReference;
import dev.larder.DataSize;
import dev.larder.Undecodable;
import dev.larder.codec.Codec;
import dev.larder.storage.Encoded;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Setting;
import dev.larder.storage.StoreClosedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheReferenceTest {

    @TempDir
    Path directory;

    @Test
    void open_ofReferenceThatTravelled_isTheSameStoreWithTheSameOptions() throws Exception {
        try (Cache<String, Long> cache = Cache.at(directory)
                .keys(Codec.string())
                .values(Codec.int64())
                .sizeLimit(DataSize.mebibytes(64))
                .evictionPolicy(EvictionPolicy.LEAST_RECENTLY_USED)
                .statistics(true)
                .timeout(Duration.ofSeconds(5))
                .undecodable(Undecodable.MISS)
                .refuseReopening()
                .clock(InstantSource.system())
                .open()) {
            cache.set("a", 1L);
            CacheReference<String, Long> reference = travelled(cache.reference());

            Cache<String, Long> other = reference.open();
            assertThat(other.get("a")).isEqualTo(1);
            other.set("b", 2L);
            assertThat(cache.get("b")).isEqualTo(2);
            assertThat(other.directory()).isEqualTo(cache.directory());
            assertThat(other.settings().get(Setting.SIZE_LIMIT)).isEqualTo(64L << 20);

            cache.configure(Setting.SIZE_LIMIT, 1L << 30);
            try (Cache<String, Long> again = reference.open()) {
                assertThat(again.settings().get(Setting.SIZE_LIMIT))
                        .as("written as the builder would")
                        .isEqualTo(64L << 20);
                assertThat(again.settings().get(Setting.EVICTION_POLICY)).isEqualTo(EvictionPolicy.LEAST_RECENTLY_USED);
            }
            try (Cache<Object, Object> untyped = Cache.at(directory).open()) {
                untyped.set("text", "no number");
            }
            assertThat(other.get("text")).as("the policy travels").isNull();
            other.close();
            assertThatThrownBy(() -> other.get("a")).isInstanceOf(StoreClosedException.class);
            assertThat(travelled(reference).open().size()).isEqualTo(3);
        }
    }

    @Test
    void open_ofTemporaryCachesReference_isThatDirectory() throws Exception {
        try (Cache<Object, Object> cache = Cache.temporary().open()) {
            cache.set("a", "b");
            try (Cache<Object, Object> other = travelled(cache.reference()).open()) {
                assertThat(other.get("a")).isEqualTo("b");
            }
        }
    }

    @Test
    void reference_withCodecThatCannotTravel_isRefusedByName() {
        try (Cache<Object, String> cache =
                Cache.at(directory).values(new LocalCodec()).open()) {
            assertThatThrownBy(cache::reference)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("local")
                    .hasMessageContaining("LocalCodec");
        }
        try (Cache<Object, String> cache =
                Cache.at(directory).values(new LocalCodec().compressed()).open()) {
            assertThatThrownBy(cache::reference)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("LocalCodec");
        }
    }

    @SuppressWarnings("unchecked")
    private static <K, V> CacheReference<K, V> travelled(CacheReference<K, V> reference) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(reference);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (CacheReference<K, V>) in.readObject();
        }
    }

    private static final class LocalCodec implements Codec<String> {

        @Override
        public Encoded encode(String value) {
            return Codec.string().encode(value);
        }

        @Override
        public String decode(Encoded encoded) {
            return Codec.string().decode(encoded);
        }

        @Override
        public String name() {
            return "local";
        }
    }
}
