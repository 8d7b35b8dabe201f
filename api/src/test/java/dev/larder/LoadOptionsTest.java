package dev.larder;

import static dev.larder.LoadOptions.storing;
import static dev.larder.WriteOptions.expireAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Expiry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class LoadOptionsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Executor EXECUTOR = Runnable::run;

    private final LoadOptions<Object> options = storing(expireAfter(MINUTE).tag("tag"));

    @Test
    void options_changed_leaveTheEarlierOnesAlone() {
        LoadOptions<Object> changed = options.cacheAbsent(MINUTE)
                .cacheFailures(MINUTE)
                .lease(MINUTE)
                .recomputeEarly(1, EXECUTOR)
                .refreshAhead(0.5, EXECUTOR)
                .staleWhileRevalidate(MINUTE, EXECUTOR)
                .staleIfError(Duration.ofMinutes(2));

        assertThat(options.failures()).isNull();
        assertThat(options.lease()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.looksAtAge()).isFalse();
        assertThat(options.stale()).isZero();
        assertThat(changed.failures()).isEqualTo(MINUTE);
        assertThat(changed.lease()).isEqualTo(MINUTE);
        assertThat(changed.looksAtAge()).isTrue();
        assertThat(changed.stale()).as("the longer one").isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void forValue_withStaleTime_expiresThatMuchLater() {
        assertThat(options.staleIfError(MINUTE).forValue("value").expiry())
                .isEqualTo(Expiry.after(Duration.ofMinutes(2)));
        Instant end = Instant.parse("2030-01-01T00:00:00Z");
        assertThat(storing(WriteOptions.expireAt(end))
                        .staleIfError(MINUTE)
                        .forValue("value")
                        .expiry())
                .isEqualTo(Expiry.at(end.plus(MINUTE)));
        assertThat(options.staleIfError(MINUTE).forValue("value").tagScalar()).isNotNull();
    }

    @Test
    void forValue_timeToLiveOfZero_isNotStored() {
        assertThat(storing(expireAfter(Duration.ZERO)).staleIfError(MINUTE).forValue("value"))
                .isNull();
    }

    @Test
    void forAbsent_asAResult_isKeptAsValuesAre() {
        assertThat(options.forAbsent(false)).isNull();
        assertThat(options.forAbsent(true).expiry()).isEqualTo(Expiry.after(MINUTE));
        assertThat(options.cacheAbsent(Duration.ofSeconds(1)).forAbsent(true).expiry())
                .isEqualTo(Expiry.after(Duration.ofSeconds(1)));
        assertThat(LoadOptions.storing((Object value) -> expireAfter(MINUTE)).forAbsent(true))
                .as("a function is not asked about null")
                .isNull();
    }

    @Test
    void options_thatMakeNoSense_areRefused() {
        for (Runnable bad : List.<Runnable>of(
                () -> options.cacheAbsent(Duration.ZERO),
                () -> options.cacheFailures(Duration.ofSeconds(-1)),
                () -> options.lease(Duration.ofMillis(99)),
                () -> options.recomputeEarly(0, EXECUTOR),
                () -> options.recomputeEarly(Double.NaN, EXECUTOR),
                () -> options.recomputeEarly(Double.POSITIVE_INFINITY, EXECUTOR),
                () -> options.refreshAhead(0, EXECUTOR),
                () -> options.refreshAhead(1, EXECUTOR),
                () -> options.staleWhileRevalidate(Duration.ZERO, EXECUTOR),
                () -> options.staleIfError(Duration.ZERO))) {
            assertThatThrownBy(bad::run).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void options_thatNeedAnExpiry_areRefusedWithoutOne() {
        LoadOptions<Object> never = storing(WriteOptions.none());
        for (Runnable bad : List.<Runnable>of(
                () -> never.recomputeEarly(1, EXECUTOR),
                () -> never.refreshAhead(0.5, EXECUTOR),
                () -> never.staleWhileRevalidate(MINUTE, EXECUTOR),
                () -> never.staleIfError(MINUTE))) {
            assertThatThrownBy(bad::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expire");
        }
    }
}
