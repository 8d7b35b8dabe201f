package dev.larder.storage.jooq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CountersTest extends StoreFixture {

    private Counters counters;

    @BeforeEach
    void create() {
        counters = new Counters(session);
    }

    @Test
    void values_rowsAndFiles_areCounted() throws SQLException {
        put("a");
        put(Key.of("b"), file("b.val", 100));
        put(Key.of("c"), file("c.val", 20));

        assertThat(counters.values()).isEqualTo(new Counters.Values(3, 120, 0, 0));
        assertThat(counters.count()).isEqualTo(3);
        assertThat(counters.size()).isEqualTo(120);
    }

    @Test
    void addAccesses_deltas_addUpAndReset() throws SQLException {
        counters.addAccesses(5, 2);
        counters.addAccesses(1, 0);
        assertThat(counters.values()).isEqualTo(new Counters.Values(0, 0, 6, 2));

        counters.resetAccesses();
        assertThat(counters.values()).isEqualTo(new Counters.Values(0, 0, 0, 0));
        assertThat(store.rows("select distinct typeof(value) from Settings where key in ('hits', 'misses')"))
                .containsExactly("integer");
    }

    @Test
    void recount_countersThatDrifted_countsRowsAndCorrects() throws SQLException {
        put(Key.of("b"), file("b.val", 100));
        store.execute("update Settings set value = 77 where key in ('count', 'size')");

        Counters.Recount counted = counters.recount();

        assertThat(counted).isEqualTo(new Counters.Recount(1, 100));
        counters.correct(counted);
        assertThat(counters.values()).isEqualTo(new Counters.Values(1, 100, 0, 0));
    }

    @Test
    void count_counterOfAnotherType_isDamage() throws SQLException {
        store.execute("update Settings set value = 'many' where key = 'count'");

        assertThatExceptionOfType(CorruptStoreException.class)
                .isThrownBy(() -> counters.count())
                .withMessageContainingAll("count", "many");
        counters.correct(counters.recount());
    }

    @Test
    void lastPosition_emptyAndNot_isTheGreatestPlace() throws SQLException {
        assertThat(counters.lastPosition()).isZero();
        put("a");
        put("b");
        assertThat(counters.lastPosition()).isEqualTo(2);
    }

    @Test
    void volume_pagesAndFiles_fallsWithDeletedPagesInUse() throws SQLException {
        Counters.Volume empty = counters.volume();
        assertThat(empty.used()).isEqualTo(Long.parseLong(store.value("pragma page_count")) * 4096);

        put(Key.of("big"), row(Scalar.of(new byte[100_000])));
        put(Key.of("file"), file("a.val", 1_000_000));
        Counters.Volume filled = counters.volume();
        assertThat(filled.used()).isBetween(empty.used() + 1_090_000, empty.used() + 1_130_000);

        new RowRemover(session, NO_FILES).delete(1);
        Counters.Volume deleted = counters.volume();
        assertThat(deleted.used()).isLessThan(filled.used() - 90_000);
        assertThat(deleted.allocated()).isEqualTo(filled.allocated());
    }
}
