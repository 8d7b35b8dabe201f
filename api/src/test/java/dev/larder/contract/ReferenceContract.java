package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.CacheReference;
import dev.larder.Undecodable;
import dev.larder.codec.Codec;
import dev.larder.contract.PointCodec.Point;
import dev.larder.storage.Capability;
import dev.larder.storage.Durability;
import dev.larder.storage.Encoded;
import dev.larder.storage.Setting;
import dev.larder.storage.StoreClosedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** References that open the same store again elsewhere: {@code reference}. */
public interface ReferenceContract extends CacheUnderTest {

    /** The reference as it arrives elsewhere. */
    @SuppressWarnings("unchecked")
    private static <K, V> CacheReference<K, V> sent(CacheReference<K, V> reference) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(reference);
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                return (CacheReference<K, V>) in.readObject();
            }
        } catch (IOException | ClassNotFoundException e) {
            throw new AssertionError("A reference cannot be sent", e);
        }
    }

    @Test
    default void reference_sentAndOpened_isTheSameStore(Cache<Object, Object> cache, CacheTestbed testbed) {
        testbed.require(Capability.PERSISTENT);
        cache.set("key", "value");
        CacheReference<Object, Object> reference = sent(cache.reference());

        try (Cache<Object, Object> elsewhere = reference.open();
                Cache<Object, Object> again = reference.open()) {
            assertThat(elsewhere.get("key")).isEqualTo("value");
            elsewhere.set("key", Samples.large(1));
            assertThat(cache.get("key")).isEqualTo(Samples.large(1));
            assertThat(again.get("key")).isEqualTo(Samples.large(1));
            assertThat(elsewhere.directory()).isEqualTo(cache.directory());
        }
    }

    @Test
    default void reference_ofAClosedCache_opensToo(Cache<Object, Object> cache, CacheTestbed testbed) {
        testbed.require(Capability.PERSISTENT);
        cache.set("key", "value");
        cache.close();

        try (Cache<Object, Object> elsewhere = sent(cache.reference()).open()) {
            assertThat(elsewhere.get("key")).isEqualTo("value");
        }
    }

    @Test
    default void reference_ofTypedCaches_carriesTheCodecs(CacheTestbed testbed) {
        testbed.require(Capability.PERSISTENT);
        Cache<Point, String> cache = testbed.open(
                options -> options.keys(new PointCodec()).values(Codec.string().compressed()));
        cache.set(new Point(1, 2), "value");

        try (Cache<Point, String> elsewhere = sent(cache.reference()).open()) {
            assertThat(elsewhere.get(new Point(1, 2))).isEqualTo("value");
            assertThat(elsewhere).containsExactly(new Point(1, 2));
        }
    }

    @Test
    default void reference_options_areTheSameElsewhere(CacheTestbed testbed) {
        testbed.require(Capability.PERSISTENT);
        testbed.open(options -> options.values(new PointCodec())).set("point", new Point(1, 2));
        Cache<Object, Object> cache = testbed.open(options -> options.undecodable(Undecodable.MISS)
                .timeout(Duration.ofMillis(20))
                .durability(Durability.FULL)
                .exactAccess()
                .checkGracePeriod(Duration.ofHours(1))
                .sizeLimit(5_000_000)
                .refuseReopening());
        Cache<Object, Object> elsewhere = sent(cache.reference()).open();
        try (elsewhere) {
            assertThat(elsewhere.get("point")).isNull();
            assertThat(elsewhere.settings().get(Setting.SIZE_LIMIT)).isEqualTo(5_000_000);
            cache.transact(tx -> {
                tx.set("held", 1L);
                testbed.threads().run(() -> {
                    testbed.requireTimeout(() -> elsewhere.set("held", 2L));
                    return true;
                });
            });
        }
        assertThatThrownBy(() -> elsewhere.get("point")).isInstanceOf(StoreClosedException.class);
    }

    @Test
    default void reference_listenerAndClock_stayBehind(CacheTestbed testbed) {
        testbed.require(Capability.PERSISTENT);
        RemovalListenerContract.Told told = new RemovalListenerContract.Told();
        Cache<Object, Object> cache = testbed.open(options -> options.removalListener(told));
        cache.set("key", "value");

        try (Cache<Object, Object> elsewhere = sent(cache.reference()).open()) {
            elsewhere.set("key", "replaced");
            elsewhere.set("new", "value");
            assertThat(elsewhere.entry("new").orElseThrow().storeTime())
                    .as("the system's clock")
                    .isBetween(
                            Instant.now().minus(1, ChronoUnit.HOURS),
                            Instant.now().plus(1, ChronoUnit.HOURS));
        }
        assertThat(told.sinceLast()).isEmpty();
    }

    @Test
    default void reference_codecThatCannotTravel_isRefusedByName(CacheTestbed testbed) {
        Cache<Object, Point> ofValues = testbed.open(options -> options.values(new Homebound()));
        assertThatIllegalStateException().isThrownBy(ofValues::reference).withMessageContaining("homebound");
        Cache<Point, Object> ofKeys = testbed.open(options -> options.keys(new Homebound()));
        assertThatIllegalStateException().isThrownBy(ofKeys::reference).withMessageContaining("homebound");
        Cache<Object, String> secret =
                testbed.open(options -> options.values(Codec.string().encrypted(CodecContract.SECRET)));
        assertThatIllegalStateException()
                .isThrownBy(secret::reference)
                .withMessageContaining(
                        Codec.string().encrypted(CodecContract.SECRET).name());
    }

    /** A codec that is not serialisable. */
    final class Homebound implements Codec<Point> {

        private final PointCodec codec = new PointCodec();

        @Override
        public Encoded encode(Point value) {
            return codec.encode(value);
        }

        @Override
        public Point decode(Encoded encoded) {
            return codec.decode(encoded);
        }

        @Override
        public String name() {
            return "homebound";
        }
    }
}
