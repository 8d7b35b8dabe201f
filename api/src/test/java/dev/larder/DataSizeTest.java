package dev.larder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DataSizeTest {

    @Test
    void units_arePowersOf1024() {
        assertThat(DataSize.kibibytes(3)).isEqualTo(3 * 1_024L);
        assertThat(DataSize.mebibytes(3)).isEqualTo(3 * 1_048_576L);
        assertThat(DataSize.gibibytes(3)).isEqualTo(3 * 1_073_741_824L);
    }

    @Test
    void units_moreThanLongHolds_areRefused() {
        assertThatThrownBy(() -> DataSize.kibibytes(1L << 53)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> DataSize.mebibytes(1L << 43)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> DataSize.gibibytes(1L << 33)).isInstanceOf(ArithmeticException.class);
    }
}
