package dev.larder.storage.jooq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.EvictionPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CatalogueTest extends StoreFixture {

    @ParameterizedTest
    @EnumSource
    void text_everyStatement_fitsTheSchema(Sql sql) throws SQLException {
        for (boolean withValue : new boolean[] {false, true}) {
            int parameters =
                    session.prepared(sql, withValue).getParameterMetaData().getParameterCount();
            assertThat(parameters).isEqualTo(sql.parameters().size());
        }
    }

    @Test
    void text_askedAgain_isKept() {
        String text = Catalogue.sqlite().text(Sql.FIND, true);

        assertThat(Catalogue.sqlite().text(Sql.FIND, true)).isSameAs(text);
        assertThat(text).contains("value").isNotEqualTo(Catalogue.sqlite().text(Sql.FIND, false));
    }

    @ParameterizedTest
    @EnumSource
    void text_everyStatement_isWhatJooqRenders(Sql sql) {
        for (boolean withValue : new boolean[] {false, true}) {
            assertThat(Catalogue.sqlite().text(sql, withValue))
                    .isEqualTo(RenderCatalogue.text(SQLDialect.SQLITE, sql, withValue));
        }
    }

    @Test
    void text_withoutTheFile_saysHowToGetIt() {
        Catalogue absent = new Catalogue("absent");

        assertThatThrownBy(() -> absent.text(Sql.FIND, true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("META-INF/larder/statements/absent")
                .hasMessageContaining("is missing")
                .hasMessageContaining("process-classes");
    }

    @Test
    void text_fileOfOtherStatements_isRefused() {
        Catalogue old = new Catalogue("old");

        assertThatThrownBy(() -> old.text(Sql.FIND_VALUE, true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lacks the statement FIND_VALUE");
    }

    @Test
    void prepared_askedAgain_isKept() throws SQLException {
        assertThat(session.prepared(Sql.FIND)).isSameAs(session.prepared(Sql.FIND));
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "FIND_VALUE",
                "FIND",
                "FIND_MANY",
                "OLDEST",
                "NEWEST",
                "NUMBER_FRONT",
                "NUMBER_BACK",
                "NAME_FRONT",
                "NAME_BACK",
                "COUNT_NUMBERS",
                "COUNT_NAMES",
                "LEAST_NUMBER",
                "GREATEST_NUMBER",
                "RENUMBER_NUMBERS",
                "RENUMBER_NAMES",
                "PAGE",
                "PAGE_BACKWARD",
                "PAGE_BY_KEY",
                "PAGE_BY_KEY_BACKWARD",
                "PAGE_OF_KEYS",
                "PAGE_OF_KEYS_BACKWARD",
                "COUNT_BY_KEY",
                "COUNT_OF_KEYS",
                "FIRST_POSITION",
                "LAST_POSITION",
                "MOVE",
                "EXPIRED",
                "TAGGED",
                "UP_TO",
                "STORED_LONGEST_AGO",
                "EARLIEST_EXPIRY",
                "TOUCH_LIVE",
                "TOUCH",
                "REMOVE_LIVE",
                "DELETE",
                "SETTING"
            })
    void plan_inEveryShapeOfTheIndexes_searchesAndSortsNothing(Sql sql, @TempDir Path directory)
            throws SQLException, IOException {
        new Indexes(session).match(EvictionPolicy.LEAST_RECENTLY_STORED, true);
        assertPlan(store, sql);
        Path old = PythonStores.unpack("keys", "5.4.0", directory);
        try (TestStore fullIndexes = TestStore.open(old.resolve("cache.db"))) {
            fullIndexes.execute("create index Cache_tag_rowid on Cache(tag, rowid)");
            assertPlan(fullIndexes, sql);
        }
    }

    /** With a second one SQLite began there, at the first row, so that walking over n rows took time of order n². */
    @ParameterizedTest
    @EnumSource(names = {"PAGE", "PAGE_BACKWARD", "PAGE_IN_RANGE", "PAGE_IN_RANGE_BACKWARD"})
    void text_pagesByInsertion_haveOneLowerBoundOfPlaces(Sql sql) {
        for (boolean withValue : new boolean[] {false, true}) {
            assertThat(Catalogue.sqlite().text(sql, withValue).split("rowid >", -1))
                    .hasSize(2);
        }
    }

    private static void assertPlan(TestStore store, Sql sql) throws SQLException {
        List<String> plan =
                store.rows("explain query plan " + Catalogue.sqlite().text(sql, true));
        assertThat(plan).isNotEmpty().noneMatch(step -> step.contains("TEMP B-TREE"));
        assertThat(plan)
                .allMatch(step -> !step.contains("SCAN Cache")
                        || step.contains("USING INDEX")
                        || step.contains("USING COVERING INDEX"));
    }
}
