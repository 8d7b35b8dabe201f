package dev.larder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatsTest {

    @Test
    void hitRate_isShareOfReads() {
        assertThat(new Stats(3, 1).hitRate()).isEqualTo(0.75);
        assertThat(new Stats(0, 4).hitRate()).isZero();
    }

    @Test
    void hitRate_withoutReads_isZero() {
        assertThat(new Stats(0, 0).hitRate()).isZero();
    }

    @Test
    void minus_isWhatWasCountedSince() {
        assertThat(new Stats(10, 5, 9).minus(new Stats(7, 1, 3))).isEqualTo(new Stats(3, 4, 6));
    }
}
