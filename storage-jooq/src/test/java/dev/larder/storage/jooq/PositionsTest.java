package dev.larder.storage.jooq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.larder.storage.Condition;
import dev.larder.storage.Key;
import dev.larder.storage.Placing;
import dev.larder.storage.Scalar;
import dev.larder.storage.StoreFullException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class PositionsTest extends StoreFixture {

    private void place(String key, Placing placing) throws SQLException {
        writer.store(Key.of(key), row(Scalar.of(key)), Condition.always(), placing, null);
    }

    private long position(String key) throws SQLException {
        return find(Key.of(key)).rowid();
    }

    @Test
    void first_noRoom_movesAllRowsOnceAndLeavesRoomForMore() throws SQLException {
        put("a");
        put("b");
        place("c", Placing.FIRST);
        long room = 1L << 32;
        assertThat(position("c")).isEqualTo(room);
        assertThat(position("a")).isEqualTo(room + 1);
        assertThat(position("b")).isEqualTo(room + 2);

        place("d", Placing.FIRST);
        assertThat(position("d")).isEqualTo(room - 1);
        assertThat(position("a")).isEqualTo(room + 1);
    }

    @Test
    void first_noRoomAndALatePlace_movesPastIt() throws SQLException {
        put("a");
        put("b");
        store.execute("update Cache set rowid = 8589934592 where key = 'b'");
        place("b", Placing.FIRST);

        assertThat(position("b")).isEqualTo(8_589_934_592L);
        assertThat(position("a")).isEqualTo(8_589_934_593L);
    }

    @Test
    void first_rowsThatAreNotListed_areLeftAlone() throws SQLException {
        put("a");
        store.execute("insert into Cache (rowid, key, raw, mode) values (-5, 'hidden', 1, 1)");
        place("b", Placing.FIRST);

        assertThat(position("b")).isPositive().isLessThan(position("a"));
        assertThat(position("hidden")).isEqualTo(-5);
    }

    @Test
    void firstAndLast_noPlaceLeft_areRefused() throws SQLException {
        put("a");
        put("b");
        store.execute("update Cache set rowid = 9223372036854775807 where key = 'b'");

        assertThatExceptionOfType(StoreFullException.class)
                .isThrownBy(() -> place("a", Placing.LAST))
                .withMessageContaining("9223372036854775807");
        assertThatExceptionOfType(StoreFullException.class).isThrownBy(() -> place("b", Placing.FIRST));
    }
}
