package dev.larder.storage.jooq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Scalar;
import org.junit.jupiter.api.Test;

class PrefixRangeTest {

    @Test
    void of_lastCodePoint_goesOneUp() {
        assertThat(PrefixRange.of("ab").to()).isEqualTo(Scalar.of("ac"));
        assertThat(PrefixRange.of("a\uD83D\uDE00").to()).isEqualTo(Scalar.of("a\uD83D\uDE01"));
        assertThat(PrefixRange.of("\uFFFF").to()).isEqualTo(Scalar.of("\uD800\uDC00"));
    }

    @Test
    void of_codePointBeforeTheSurrogates_skipsThem() {
        assertThat(PrefixRange.of("\uD7FF").to()).isEqualTo(Scalar.of("\uE000"));
    }

    @Test
    void of_greatestCodePoint_isDropped() {
        assertThat(PrefixRange.of("a\uDBFF\uDFFF").to()).isEqualTo(Scalar.of("b"));
        assertThat(PrefixRange.of("\uDBFF\uDFFF").to()).isEqualTo(Scalar.of(new byte[0]));
        assertThat(PrefixRange.of("").to()).isEqualTo(Scalar.of(new byte[0]));
    }
}
