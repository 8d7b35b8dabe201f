package dev.larder.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.larder.storage.PageRequest.Order;
import org.junit.jupiter.api.Test;

class PageRequestTest {

    private static final Row ROW = new Row(7, Key.of("key"), null, null, 1, 0, 0, 0, 0, null, 0);

    @Test
    void first_hasNoBounds() {
        assertThat(PageRequest.first(Order.KEY, true, 10, Fetch.VALUE))
                .isEqualTo(new PageRequest(Order.KEY, true, null, Long.MAX_VALUE, KeyRange.ALL, 10, Fetch.VALUE));
    }

    @Test
    void afterUpToAndIn_changeOnlyThat() {
        PageRequest first = PageRequest.first(Order.INSERTION, false, 10, Fetch.METADATA);
        KeyRange range = KeyRange.ofPrefix("p");

        assertThat(first.upTo(9).in(range).after(ROW))
                .isEqualTo(new PageRequest(Order.INSERTION, false, ROW, 9, range, 10, Fetch.METADATA));
    }

    @Test
    void limit_belowOne_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PageRequest.first(Order.KEY, false, 0, Fetch.VALUE))
                .withMessageContaining("0");
    }

    @Test
    void fetch_blob_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> PageRequest.first(Order.KEY, false, 1, Fetch.BLOB));
    }
}
