package dev.larder.storage.jooq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.CorruptStoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowCopiesTest extends StoreFixture {

    private static final String COLUMNS = "quote(key), quote(raw), quote(store_time), quote(expire_time),"
            + " quote(access_time), quote(access_count), quote(tag), quote(size), quote(mode), quote(filename),"
            + " quote(value)";
    private static final String ROWS = "SELECT " + COLUMNS + " FROM Cache ORDER BY rowid";

    private TestStore source;

    @BeforeEach
    void openSource(@TempDir Path directory) throws SQLException, IOException {
        source = TestStore.fresh(directory.resolve("source.db"));
    }

    @AfterEach
    void closeSource() throws SQLException {
        source.close();
    }

    private void insert(String values) throws SQLException {
        source.execute(
                "INSERT INTO Cache (key, raw, store_time, expire_time, access_time, access_count, tag, size, mode,"
                        + " filename, value) VALUES " + values);
    }

    /** Copies all rows, and returns what became of each. */
    private List<Written> copy() throws SQLException {
        List<Written> written = new ArrayList<>();
        RowCopies target = new RowCopies(session);
        new RowCopies(source.session).read(row -> written.add(target.insert(row)));
        return written;
    }

    @Test
    void insert_everyKindOfRow_isTheSameColumnByColumn() throws SQLException {
        insert("('text \uFFFD', 1, 1.25, NULL, 2.5, 3, NULL, 0, 1, NULL, -0.0)");
        insert("(x'80054e2e', 0, 1, 2e300, 3, 4, 'tag', 70000, 4, 'ab/cd/ef.val', NULL)");
        insert("(NULL, 1, NULL, NULL, NULL, NULL, 1.5, 0, 1, NULL, 9223372036854775807)");
        insert("(NULL, 1, NULL, NULL, NULL, NULL, x'', 0, 0, NULL, '')");
        insert("(7, 2, 0.1, -1, 0.1, 1, 2, 0, 99999, NULL, x'00')");
        source.execute("INSERT INTO Cache (rowid, key, raw) VALUES (-3, 'first', 1)");

        assertThat(copy()).hasSize(6).allMatch(written -> written.stored() && written.previous() == null);

        assertThat(store.rows(ROWS)).isEqualTo(source.rows(ROWS)).hasSize(6);
    }

    @Test
    void insert_keyTaken_keepsTheRowStoredLast() throws SQLException {
        insert("(1, 1, 10.5, NULL, 0, 0, NULL, 0, 1, NULL, 'earlier'), (2, 1, 20.5, NULL, 0, 0, NULL, 5, 2, 'f', NULL),"
                + " (3, 1, 30.5, NULL, 0, 0, NULL, 0, 1, NULL, 'there')");
        copy();
        source.execute("DELETE FROM Cache");
        insert("(1.0, 1, 10.75, NULL, 0, 0, NULL, 0, 1, NULL, 'later'), (2.0, 1, 20.25, NULL, 0, 0, NULL, 0, 1, NULL,"
                + " 'earlier'), (3.0, 1, 30.5, NULL, 0, 0, NULL, 0, 1, NULL, 'as late')");

        List<Written> written = copy();

        assertThat(written).extracting(Written::stored).containsExactly(true, false, false);
        assertThat(written).extracting(each -> each.previous().rowid()).containsExactly(1L, 2L, 3L);
        assertThat(written.get(1).previous().filename()).isEqualTo("f");
        assertThat(store.rows("SELECT quote(key), store_time FROM Cache ORDER BY key"))
                .containsExactly("1.0|10.75", "2|20.5", "3|30.5");
    }

    @Test
    void read_textThatIsNotUtf8_isRefused() throws SQLException {
        insert("('key', 1, 1, NULL, 1, 0, NULL, 0, 1, NULL, CAST(x'61c328' AS TEXT))");
        assertThatThrownBy(this::copy)
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining("not UTF-8")
                .hasMessageContaining("a\uFFFD(");
    }

    @Test
    void copyTo_settings_takesAllButTheOmittedWithTheirTypes() throws SQLException {
        source.execute("INSERT INTO Settings VALUES ('nothing', NULL), ('color', 'red'), ('ratio', 2.0)");
        source.execute("UPDATE Settings SET value = 5 WHERE key IN ('cull_limit', 'hits')");

        new SettingRows(source.session).copyTo(new SettingRows(session), Set.of("hits"));

        assertThat(store.rows("SELECT key, quote(value) FROM Settings WHERE key IN"
                        + " ('nothing', 'color', 'ratio', 'cull_limit', 'hits') ORDER BY key"))
                .containsExactly("color|'red'", "cull_limit|5", "hits|0", "nothing|NULL", "ratio|2.0");
    }

    @Test
    void requireReadable_storeNotMadeToItsEnd_isRefused() throws SQLException {
        Schema.sqlite().requireReadable(source.session);
        source.execute("DROP TABLE larder_schema_history");
        Schema.sqlite().requireReadable(source.session); // as Python makes it
        source.execute("DROP TABLE Cache");
        assertThatThrownBy(() -> Schema.sqlite().requireReadable(source.session))
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining("open it once");
    }

    @Test
    void hasLeases_olderStore_hasNone() throws SQLException {
        assertThat(Schema.sqlite().hasLeases(source.session)).isTrue();
        source.execute("DROP TABLE larder_lease");
        assertThat(Schema.sqlite().hasLeases(source.session)).isFalse();
    }
}
