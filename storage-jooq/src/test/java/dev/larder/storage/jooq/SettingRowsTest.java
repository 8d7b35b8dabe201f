package dev.larder.storage.jooq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Scalar;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SettingRowsTest extends StoreFixture {

    private SettingRows settings;

    @BeforeEach
    void create() {
        settings = new SettingRows(session);
    }

    @Test
    void read_freshStore_hasTheDefaultsOfTheFormat() throws SQLException {
        assertThat(settings.read())
                .isEqualTo(Map.ofEntries(
                        Map.entry("statistics", Scalar.of(0)),
                        Map.entry("tag_index", Scalar.of(0)),
                        Map.entry("eviction_policy", Scalar.of("least-recently-stored")),
                        Map.entry("size_limit", Scalar.of(1L << 30)),
                        Map.entry("cull_limit", Scalar.of(10)),
                        Map.entry("sqlite_auto_vacuum", Scalar.of(1)),
                        Map.entry("sqlite_cache_size", Scalar.of(8192)),
                        Map.entry("sqlite_journal_mode", Scalar.of("wal")),
                        Map.entry("sqlite_mmap_size", Scalar.of(64L << 20)),
                        Map.entry("sqlite_synchronous", Scalar.of(1)),
                        Map.entry("disk_min_file_size", Scalar.of(32768)),
                        Map.entry("disk_pickle_protocol", Scalar.of(5)),
                        Map.entry("count", Scalar.of(0)),
                        Map.entry("size", Scalar.of(0)),
                        Map.entry("hits", Scalar.of(0)),
                        Map.entry("misses", Scalar.of(0))));
    }

    @Test
    void write_changedSameAndNew_writesWhatDiffers() throws SQLException {
        Map<String, Scalar> written = settings.write(Map.of(
                "cull_limit", Scalar.of(10),
                "size_limit", Scalar.of((double) (1L << 30)),
                "larder_kind", Scalar.of("cache")));

        assertThat(written)
                .isEqualTo(Map.of("size_limit", Scalar.of((double) (1L << 30)), "larder_kind", Scalar.of("cache")));
        assertThat(settings.read("size_limit")).isEqualTo(Scalar.of((double) (1L << 30)));
        assertThat(settings.read("larder_kind")).isEqualTo(Scalar.of("cache"));
        assertThat(settings.write(written)).isEmpty();
    }

    @Test
    void read_missingRowOrRowWithoutValue_isNull() throws SQLException {
        store.execute("insert into Settings values ('nothing', null)");

        assertThat(settings.read("absent")).isNull();
        assertThat(settings.read("nothing")).isNull();
        assertThat(settings.read()).doesNotContainKey("nothing");
    }
}
