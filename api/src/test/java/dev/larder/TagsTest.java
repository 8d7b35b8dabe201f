package dev.larder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Scalar;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TagsTest {

    @Test
    void toScalar_nativeTypes_areKept() {
        assertThat(Tags.toScalar("home")).isEqualTo(Scalar.of("home"));
        assertThat(Tags.toScalar(new byte[] {1, 2})).isEqualTo(Scalar.of(new byte[] {1, 2}));
        assertThat(Tags.toScalar(Long.MIN_VALUE)).isEqualTo(Scalar.of(Long.MIN_VALUE));
        assertThat(Tags.toScalar(2.5)).isEqualTo(Scalar.of(2.5));
    }

    @Test
    void toScalar_smallerNumbersAndBooleans_areWidened() {
        assertThat(Tags.toScalar(7)).isEqualTo(Scalar.of(7L));
        assertThat(Tags.toScalar((short) 7)).isEqualTo(Scalar.of(7L));
        assertThat(Tags.toScalar((byte) 7)).isEqualTo(Scalar.of(7L));
        assertThat(Tags.toScalar(2.5f)).isEqualTo(Scalar.of(2.5));
        assertThat(Tags.toScalar(true)).isEqualTo(Scalar.of(1L));
        assertThat(Tags.toScalar(false)).isEqualTo(Scalar.of(0L));
    }

    @Test
    void toScalar_bytes_areCopied() {
        byte[] bytes = {1};
        Scalar tag = Tags.toScalar(bytes);
        bytes[0] = 2;
        assertThat(tag).isEqualTo(Scalar.of(new byte[] {1}));
    }

    @Test
    void toScalar_otherTypes_areRefusedByName() {
        assertThatThrownBy(() -> Tags.toScalar(List.of("home")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("List")
                .hasMessageContaining("home");
        assertThatThrownBy(() -> Tags.toScalar('c')).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void toScalar_whatEqualsNothing_isRefused() {
        assertThatThrownBy(() -> Tags.toScalar(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Tags.toScalar(Float.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Tags.toScalar("\uD800")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fromScalar_isTheUsersForm() {
        assertThat(Tags.fromScalar(null)).isNull();
        assertThat(Tags.fromScalar(Scalar.of("home"))).isEqualTo("home");
        assertThat(Tags.fromScalar(Scalar.of(7L))).isEqualTo(7L);
        assertThat(Tags.fromScalar(Scalar.of(2.5))).isEqualTo(2.5);
        assertThat(Tags.fromScalar(Scalar.of(new byte[] {1}))).isEqualTo(new byte[] {1});
    }

    @Test
    void writeOptions_combine() {
        WriteOptions options = WriteOptions.expireAfter(Duration.ofMinutes(5)).tag("home");

        assertThat(options.tagScalar()).isEqualTo(Scalar.of("home"));
        assertThat(options.expiry()).isEqualTo(dev.larder.storage.Expiry.after(Duration.ofMinutes(5)));
        assertThat(options.tag(1).tagScalar()).isEqualTo(Scalar.of(1L));
        assertThat(options.tagScalar()).as("unchanged").isEqualTo(Scalar.of("home"));
        assertThat(WriteOptions.tagged("home").expiry()).isEqualTo(dev.larder.storage.Expiry.never());
        assertThat(WriteOptions.none().tagScalar()).isNull();
        assertThat(WriteOptions.expireAt(Instant.EPOCH).expiry())
                .isEqualTo(dev.larder.storage.Expiry.at(Instant.EPOCH));
    }
}
