package dev.larder.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PinNameTest {

    private static final long EXPIRY = Instant.parse("2026-11-26T14:30:00.123Z").toEpochMilli();

    @Test
    void next_isParsed_toTheSame() {
        for (long expiry : new long[] {0, EXPIRY, PinName.LAST_EXPIRY.toEpochMilli()}) {
            PinName file = PinName.next(expiry);
            PinName extension = file.extension(expiry + 1);

            assertThat(file.toString()).matches("[0-9a-f]{32}-[0-9]{15}\\.pin").hasSize(52);
            assertThat(PinName.parse(file.toString())).isEqualTo(file);
            assertThat(file.isExtension()).isFalse();
            assertThat(PinName.parse(extension.toString())).isEqualTo(extension);
            assertThat(extension.isExtension()).isTrue();
            assertThat(extension.id()).isEqualTo(file.id());
        }
    }

    @Test
    void next_twice_isAnother() {
        assertThat(PinName.next(EXPIRY)).isNotEqualTo(PinName.next(EXPIRY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "notes.txt",
                "0123456789abcdef0123456789abcdef.pin",
                "0123456789abcdef0123456789abcdef-1764167400123.pin",
                "0123456789ABCDEF0123456789ABCDEF-001764167400123.pin",
                "0123456789abcdef0123456789abcdef-00176416740012x.pin",
                "0123456789abcdef0123456789abcdef+001764167400123.pin",
                "0123456789abcdef0123456789abcdef-001764167400123.val",
                "0123456789abcdef0123456789abcdef-001764167400123.pin.tmp",
                "0123456789abcdef0123456789abcdef-\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660.pin"
            })
    void parse_anotherName_isNone(String name) {
        assertThat(PinName.parse(name)).isNull();
    }
}
