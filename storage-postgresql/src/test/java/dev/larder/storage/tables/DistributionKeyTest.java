package dev.larder.storage.tables;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements name the collection, and it is noticed if they do not. */
final class DistributionKeyTest {

    private final Statements statements = new Statements(Dialect.POSTGRESQL, "larder", true);

    @ParameterizedTest
    @EnumSource
    void statement_ofTheCatalogue_namesTheCollection(Sql sql) {
        assertThat(DistributionKey.missing(statements.text(sql).text())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from larder.larder_entry where larder_entry.id = $1",
                "update larder.larder_turn set collection = $1",
                "select larder_entry.id, larder_entry.place from larder.larder_entry",
                "select 1 from larder.larder_entry where (larder_entry.collection = $1 or larder_entry.id = $2)",
                "select 1 from larder.larder_entry where ((larder_entry.collection = $1 and larder_entry.id = $2) or 1 = 1)",
                "select 1 from larder.larder_entry where (larder_entry.collection = $1 and larder_entry.id in"
                        + " (select held.id from larder.larder_entry as held where held.place = $2))",
                "select 1 from larder_entry join larder_chunk on larder_entry.content = larder_chunk.content"
                        + " where larder_entry.collection = $1",
                "select 1 from larder_turn where (collection = $1 and not exists (select 1 from larder_entry))",
                "select 1 from larder_collection, larder_entry where larder_collection.name = $1",
                "insert into larder.larder_tally (row_count) values ($1)",
                "INSERT INTO larder_tally SELECT $1, 2 WHERE (SELECT count(*) FROM larder_tally) < 3"
            })
    void statement_withoutTheCollection_isObjectedTo(String statement) {
        assertThat(DistributionKey.missing(statement)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select larder_collection.name from larder.larder_collection order by larder_collection.name",
                "delete from larder.larder_watcher where (collection in ($1, $2) and watcher = $3)",
                "update larder_entry set place = $1 from (select before.id from larder_entry as before where"
                        + " (before.collection = $2 and before.place > $3) for update) as held"
                        + " where (larder_entry.collection = $4 and larder_entry.id = held.id)",
                "insert into larder.larder_turn (collection) values ($1) on conflict (collection) do nothing",
                "CREATE TABLE larder_turn (collection BIGINT)"
            })
    void statement_withTheCollection_isNot(String statement) {
        assertThat(DistributionKey.missing(statement)).isEmpty();
    }
}
