package dev.larder.codec.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class PythonFloatTest {

    @Test
    void toJson_recordedFloats_areSpelledAsPythonDoes() throws IOException {
        List<String> lines = Resources.lines("/fixtures/python-floats.txt");

        assertThat(lines).hasSizeGreaterThan(800).allSatisfy(line -> {
            int space = line.indexOf(' ');
            double value = Double.longBitsToDouble(Long.parseUnsignedLong(line.substring(0, space), 16));
            assertThat(PythonFloat.toJson(value)).isEqualTo(line.substring(space + 1));
        });
    }

    @Property
    void toJson_anyBits_giveTheSameNumberAgain(@ForAll long bits) {
        double value = Double.longBitsToDouble(bits);
        if (Double.isFinite(value)) {
            assertThat(Double.parseDouble(PythonFloat.toJson(value))).isEqualTo(value);
        }
    }
}
