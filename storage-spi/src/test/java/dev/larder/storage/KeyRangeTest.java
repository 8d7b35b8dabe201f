package dev.larder.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.KeyRange.Bound;
import org.junit.jupiter.api.Test;

class KeyRangeTest {

    private static final Key BEFORE_ALL_BYTES = new Key(Scalar.of(new byte[0]), true);

    private static Key behind(String prefix) {
        KeyRange range = KeyRange.ofPrefix(prefix);
        assertThat(range.from()).isEqualTo(new Bound(Key.of(prefix), true));
        assertThat(range.to()).isNotNull();
        assertThat(range.to().inclusive()).isFalse();
        return range.to().key();
    }

    @Test
    void ofPrefix_lastCodePoint_goesOneUp() {
        assertThat(behind("ab")).isEqualTo(Key.of("ac"));
        assertThat(behind("a\uD83D\uDE00")).isEqualTo(Key.of("a\uD83D\uDE01"));
        assertThat(behind("\uFFFF")).isEqualTo(Key.of("\uD800\uDC00"));
    }

    @Test
    void ofPrefix_codePointBeforeTheSurrogates_skipsThem() {
        assertThat(behind("\uD7FF")).isEqualTo(Key.of("\uE000"));
    }

    @Test
    void ofPrefix_greatestCodePoint_isDropped() {
        assertThat(behind("a\uDBFF\uDFFF")).isEqualTo(Key.of("b"));
        assertThat(behind("\uDBFF\uDFFF")).isEqualTo(BEFORE_ALL_BYTES);
        assertThat(behind("")).isEqualTo(BEFORE_ALL_BYTES);
    }

    @Test
    void afterAndBefore_key_leaveTheOtherBound() {
        Bound from = new Bound(Key.of(1), true);
        Bound to = new Bound(Key.of(9), true);
        KeyRange range = new KeyRange(from, to);

        assertThat(range.after(Key.of(5))).isEqualTo(new KeyRange(new Bound(Key.of(5), false), to));
        assertThat(range.before(Key.of(5))).isEqualTo(new KeyRange(from, new Bound(Key.of(5), false)));
    }
}
