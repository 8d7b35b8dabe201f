package dev.larder.storage.jooq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.EvictionPolicy;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IndexesTest extends StoreFixture {

    private Indexes indexes;

    @BeforeEach
    void create() {
        indexes = new Indexes(session);
    }

    private List<String> names() throws SQLException {
        return store.rows("select name from sqlite_master where type = 'index' and tbl_name = 'Cache' order by name");
    }

    @Test
    void match_eachPolicy_leavesTheIndexOfThatPolicy() throws SQLException {
        indexes.match(EvictionPolicy.LEAST_RECENTLY_USED, false);
        assertThat(names()).containsExactly("Cache_access_time", "Cache_expire_time", "Cache_key_raw");
        indexes.match(EvictionPolicy.LEAST_FREQUENTLY_USED, false);
        assertThat(names()).containsExactly("Cache_access_count", "Cache_expire_time", "Cache_key_raw");
        indexes.match(EvictionPolicy.NONE, false);
        assertThat(names()).containsExactly("Cache_expire_time", "Cache_key_raw");
        indexes.match(EvictionPolicy.LEAST_RECENTLY_STORED, false);
        assertThat(names()).containsExactly("Cache_expire_time", "Cache_key_raw", "Cache_store_time");
    }

    @Test
    void match_tagIndex_isMadeAndDropped() throws SQLException {
        indexes.match(EvictionPolicy.NONE, true);
        assertThat(store.value("select sql from sqlite_master where name = 'Cache_tag_rowid'"))
                .isEqualToIgnoringCase("CREATE INDEX Cache_tag_rowid ON Cache(tag, rowid) WHERE tag IS NOT NULL");
        indexes.match(EvictionPolicy.NONE, false);
        assertThat(names()).doesNotContain("Cache_tag_rowid");
    }

    @Test
    void match_indexInAnotherShape_isAccepted() throws SQLException {
        store.execute("create index Cache_tag_rowid on Cache(tag, rowid)");

        assertThat(indexes.matches(EvictionPolicy.LEAST_RECENTLY_STORED, true)).isTrue();
        indexes.match(EvictionPolicy.LEAST_RECENTLY_STORED, true);
        assertThat(store.value("select sql from sqlite_master where name = 'Cache_tag_rowid'"))
                .doesNotContainIgnoringCase("where");
    }

    @Test
    void matches_differentSettings_isFalse() throws SQLException {
        assertThat(indexes.matches(EvictionPolicy.LEAST_RECENTLY_STORED, false)).isTrue();
        assertThat(indexes.matches(EvictionPolicy.LEAST_RECENTLY_STORED, true)).isFalse();
        assertThat(indexes.matches(EvictionPolicy.NONE, false)).isFalse();
    }

    @Test
    void match_indexesOfOthers_areLeft() throws SQLException {
        store.execute("create index mine on Cache(size)");
        indexes.match(EvictionPolicy.NONE, false);
        assertThat(names()).contains("mine");
    }
}
