package dev.larder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.codec.Codec;
import dev.larder.storage.Durability;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Setting;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class CacheOptionsTest {

    private final CacheOptions<Object, Object> options = CacheOptions.at(Path.of("pages"));

    @Test
    void defaults_areThoseOfTheDocumentation() {
        assertThat(options.config()).isEqualTo(StoreConfig.defaults());
        assertThat(options.config().openWait()).isEqualTo(Wait.upTo(Duration.ofSeconds(60)));
        assertThat(options.undecodable()).isEqualTo(Undecodable.FAIL);
        assertThat(options.opening().reopening()).isTrue();
        assertThat(options.listener()).isNull();
        assertThat(options.opening().slow()).isNull();
    }

    @Test
    void builder_givesAnotherBuilderEachTime() {
        InstantSource clock = InstantSource.system();
        RemovalListener<Object> listener = removal -> {};
        CacheOptions<?, ?> changed = (CacheOptions<?, ?>) options.keys(Codec.string())
                .values(Codec.int64())
                .sizeLimit(DataSize.mebibytes(1))
                .evictionPolicy(EvictionPolicy.NONE)
                .statistics(true)
                .tagIndex(true)
                .timeout(Duration.ofSeconds(1))
                .durability(Durability.FULL)
                .exactAccess()
                .undecodable(Undecodable.MISS)
                .removalListener(listener)
                .clock(clock)
                .allowNetworkFileSystem()
                .checkGracePeriod(Duration.ofHours(1))
                .refuseReopening();

        StoreConfig config = changed.config();
        assertThat(config.settings().get(Setting.SIZE_LIMIT)).isEqualTo(1L << 20);
        assertThat(config.settings().get(Setting.EVICTION_POLICY)).isEqualTo(EvictionPolicy.NONE);
        assertThat(config.settings().get(Setting.STATISTICS)).isTrue();
        assertThat(config.settings().get(Setting.TAG_INDEX)).isTrue();
        assertThat(config.settings().rows()).as("nothing but what was said").hasSize(4);
        assertThat(config.openWait()).isEqualTo(Wait.upTo(Duration.ofSeconds(1)));
        assertThat(config.durability()).isEqualTo(Durability.FULL);
        assertThat(config.exactAccess()).isTrue();
        assertThat(config.clock()).isSameAs(clock);
        assertThat(config.allowNetworkDisk()).isTrue();
        assertThat(config.checkGracePeriod()).isEqualTo(Duration.ofHours(1));
        assertThat(changed.undecodable()).isEqualTo(Undecodable.MISS);
        assertThat(changed.listener()).isSameAs(listener);
        assertThat(changed.opening().reopening()).isFalse();
        assertThat(options).isEqualTo(CacheOptions.of(options.place()));
    }

    @Test
    void builder_whatCannotBe_isRefusedAtOnce() {
        assertThatThrownBy(() -> options.sizeLimit(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("size_limit")
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> options.timeout(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT-1S");
        assertThatThrownBy(() -> options.checkGracePeriod(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT-1S");
    }

    @Test
    void keys_codecThatGivesEqualKeysDifferentForms_isRefusedByName() {
        Codec<String> compressed = Codec.string().compressed();

        assertThatThrownBy(() -> options.keys(compressed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(compressed.name());
    }

    @Test
    void keys_afterTheRemovalListener_isRefused() {
        CacheBuilder<Object, Object> listening = options.removalListener(removal -> {});

        assertThatThrownBy(() -> listening.keys(Codec.string()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("listener");
    }

    @Test
    void removalListener_secondOne_isRefused() {
        CacheBuilder<Object, Object> listening = options.removalListener(removal -> {});

        assertThatThrownBy(() -> listening.removalListener(removal -> {})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void builder_nullArguments_areRefusedByName() {
        assertThatThrownBy(() -> Cache.at(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("directory");
        assertThatThrownBy(() -> Cache.on(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("storage");
        assertThatThrownBy(() -> options.keys(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("codec");
        assertThatThrownBy(() -> options.values(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("codec");
        assertThatThrownBy(() -> options.with(null, 1L))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("setting");
        assertThatThrownBy(() -> options.with(Setting.SIZE_LIMIT, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("value");
        assertThatThrownBy(() -> options.evictionPolicy(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> options.timeout(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("timeout");
        assertThatThrownBy(() -> options.durability(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> options.undecodable(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> options.removalListener(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> options.clock(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> options.checkGracePeriod(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> options.slowOperations(null, SlowOperation::log))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("atLeast");
        assertThatThrownBy(() -> options.slowOperations(Duration.ZERO, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("listener");
    }

    /** The class path of these tests has no storage module. */
    @Test
    void open_withoutStorageModule_saysWhichIsMissing() {
        assertThatThrownBy(options::open)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("larder-storage-sqlite")
                .hasMessageContaining("pages");
    }
}
