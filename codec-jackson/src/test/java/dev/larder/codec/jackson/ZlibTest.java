package dev.larder.codec.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class ZlibTest {

    private final Zlib limited = new Zlib(1, 1000);

    @Property
    void compress_anyBytesAtAnyLevel_comeBack(@ForAll byte[] bytes, @ForAll @IntRange(min = -1, max = 9) int level)
            throws IOException {
        Zlib zlib = new Zlib(level);

        assertThat(zlib.decompress(zlib.compress(bytes))).isEqualTo(bytes);
    }

    @Test
    void compress_toTheLimit_comesBack() throws IOException {
        assertThat(limited.decompress(limited.compress(new byte[1000]))).isEqualTo(new byte[1000]);
    }

    @Test
    void compress_beyondTheLimit_isRefused() {
        assertThatThrownBy(() -> limited.compress(new byte[1001]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("1001 bytes, and 1000 are the most");
    }

    @Test
    void decompress_beyondTheLimit_isRefused() throws IOException {
        byte[] bomb = new Zlib(9).compress(new byte[10_000_000]);

        assertThat(bomb).hasSizeLessThan(10_000);
        assertThatThrownBy(() -> limited.decompress(bomb))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 1000 bytes");
    }

    @Test
    void decompress_cutOffOrFollowed_isRefused() throws IOException {
        byte[] stream = limited.compress("some text".getBytes(StandardCharsets.UTF_8));

        for (int length = 0; length < stream.length; length++) {
            byte[] cut = Arrays.copyOf(stream, length);
            assertThatThrownBy(() -> limited.decompress(cut)).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> limited.decompress(Arrays.copyOf(stream, stream.length + 2)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("2 bytes follow");
    }

    @Test
    void compress_largeNoise_comesBackAtEveryLevel() throws IOException {
        byte[] noise = new byte[1 << 20];
        new Random(1).nextBytes(noise);
        for (int level = -1; level <= 9; level++) {
            assertThat(new Zlib(level).decompress(new Zlib(level).compress(noise)))
                    .isEqualTo(noise);
        }
    }
}
