package dev.larder.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class StoreConfigTest {

    @Test
    void defaults_areAsDocumented() {
        StoreConfig config = StoreConfig.defaults();

        assertThat(config.settings()).isEqualTo(Settings.defaults());
        assertThat(config.openWait()).isEqualTo(Wait.upTo(Duration.ofMinutes(1)));
        assertThat(config.durability()).isEqualTo(Durability.NORMAL);
        assertThat(config.exactAccess()).isFalse();
        assertThat(config.clock()).isEqualTo(InstantSource.system());
        assertThat(config.removals()).isNull();
        assertThat(config.allowNetworkDisk()).isFalse();
        assertThat(config.checkGracePeriod()).isEqualTo(Duration.ofMinutes(15));
        assertThat(config.firstPosition()).isEqualTo(1);
    }

    @Test
    void with_eachPart_changesThatAlone() {
        Settings settings = Settings.defaults().with(Setting.CULL_LIMIT, 1L);
        Wait wait = Wait.upTo(Duration.ofSeconds(1));
        Wait readWait = Wait.upTo(Duration.ofSeconds(2));
        InstantSource clock = InstantSource.fixed(Instant.EPOCH);
        RemovalObserver observer = (row, cause) -> {};

        assertThat(StoreConfig.defaults()
                        .withSettings(settings)
                        .withOpenWait(wait)
                        .withReadWait(readWait)
                        .withDurability(Durability.FULL)
                        .withExactAccess(true)
                        .withClock(clock)
                        .withRemovals(observer)
                        .withAllowNetworkDisk(true)
                        .withCheckGracePeriod(Duration.ZERO)
                        .withFirstPosition(9))
                .isEqualTo(new StoreConfig(
                        settings, wait, readWait, Durability.FULL, true, clock, observer, true, Duration.ZERO, 9));
    }

    @Test
    void checkGracePeriod_negative_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoreConfig.defaults().withCheckGracePeriod(Duration.ofSeconds(-1)))
                .withMessageContaining("PT-1S");
    }

    @Test
    void firstPosition_belowOne_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoreConfig.defaults().withFirstPosition(0))
                .withMessageContaining("0");
    }
}
