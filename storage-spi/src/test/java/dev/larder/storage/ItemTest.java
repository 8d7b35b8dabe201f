package dev.larder.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.InputStream;
import org.junit.jupiter.api.Test;

class ItemTest {

    private static final Encoded VALUE = Encoded.natively(Scalar.of("value"));

    @Test
    void of_content_hasNoExpiryAndNoTag() {
        assertThat(Item.of(VALUE)).isEqualTo(new Item(VALUE, Expiry.never(), null));
    }

    @Test
    void tag_notANumber_isRefusedWithAdvice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Item(VALUE, Expiry.never(), Scalar.of(Double.NaN)))
                .withMessageContaining("NaN")
                .withMessageContaining("another tag");
    }

    @Test
    void content_encodingOutsideTheRegistry_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Item.of(new Encoded(Scalar.of("value"), 5)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Item.of(new Content.Streamed(InputStream.nullInputStream(), 0)));
    }

    @Test
    void item_nullContentOrExpiry_isRefused() {
        assertThatNullPointerException().isThrownBy(() -> new Item(null, Expiry.never(), null));
        assertThatNullPointerException().isThrownBy(() -> new Item(VALUE, null, null));
        assertThatNullPointerException().isThrownBy(() -> Encoded.natively(null));
    }
}
