package dev.larder.storage.jooq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Condition;
import dev.larder.storage.Encoded;
import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RowRemoverTest extends StoreFixture {

    private static final Key KEY = Key.of("key");

    private RowRemover remover;

    @BeforeEach
    void create() {
        remover = new RowRemover(session, NO_FILES);
    }

    @Test
    void remove_liveRow_returnsIt() throws SQLException {
        put(KEY, row(Scalar.of("v"), NOW, NOW + 1, Scalar.of("t")));
        TableRow before = find(KEY);

        assertThat(remover.remove(KEY, Condition.always(), NOW, Fetch.VALUE)).isEqualTo(before);
        assertThat(find(KEY)).isNull();
        assertThat(remover.remove(KEY, Condition.always(), NOW, Fetch.VALUE)).isNull();
    }

    @Test
    void remove_metadataOfRowWithFile_namesTheFile() throws SQLException {
        put(KEY, file("a.val", 100));

        TableRow removed = remover.remove(KEY, Condition.ifPresent(), NOW, Fetch.METADATA);

        assertThat(removed.filename()).isEqualTo("a.val");
        assertThat(removed.value()).isNull();
        assertThat(new Counters(session).size()).isZero();
    }

    @Test
    void remove_instantOfExpiry_leavesTheRow() throws SQLException {
        put(KEY, row(Scalar.of("v"), NOW, NOW + 1, null));

        assertThat(remover.remove(KEY, Condition.always(), NOW + 1, Fetch.VALUE))
                .isNull();
        assertThat(remover.remove(KEY, Condition.ifStoredAt(NOW), NOW + 1, Fetch.VALUE))
                .isNull();
        assertThat(remover.removeAll(List.of(KEY), NOW + 1)).isEmpty();
        assertThat(find(KEY)).isNotNull();
    }

    @Test
    void remove_condition_isJudged() throws SQLException {
        put(KEY, row(Scalar.of("v")));

        Condition other = Condition.ifValue(Encoded.natively(Scalar.of("w")));
        Condition same = Condition.ifValue(Encoded.natively(Scalar.of("v")));
        assertThat(remover.remove(KEY, other, NOW, Fetch.METADATA)).isNull();
        assertThat(remover.remove(KEY, Condition.ifAbsent(), NOW, Fetch.METADATA))
                .isNull();
        assertThat(remover.remove(KEY, Condition.ifStoredAt(NOW + 1), NOW, Fetch.METADATA))
                .isNull();
        assertThat(remover.remove(KEY, same, NOW, Fetch.METADATA)).isNotNull();
        assertThat(find(KEY)).isNull();
    }

    @Test
    void removeAll_someThere_returnsThose() throws SQLException {
        put("a");
        put("b");

        List<TableRow> removed = remover.removeAll(List.of(Key.of("a"), Key.of("c"), Key.of("a")), NOW);

        assertThat(removed).extracting(TableRow::key).containsExactly(Key.of("a"));
        assertThat(new Counters(session).count()).isEqualTo(1);
    }

    @Test
    void delete_place_removesLiveOrNot() throws SQLException {
        put(KEY, row(Scalar.of("v"), NOW, NOW - 1, null));

        assertThat(remover.delete(1)).isTrue();
        assertThat(remover.delete(1)).isFalse();
    }
}
