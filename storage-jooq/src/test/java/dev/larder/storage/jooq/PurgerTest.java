package dev.larder.storage.jooq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import dev.larder.storage.Selection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PurgerTest extends StoreFixture {

    private Purger purger;

    @BeforeEach
    void create() {
        purger = new Purger(session);
    }

    private List<String> purge(Selection selection, int limit) throws SQLException {
        return purge(selection, limit, Set.of());
    }

    private List<String> purge(Selection selection, int limit, Set<Long> exempt) throws SQLException {
        return purger.purge(selection, limit, NOW, exempt).stream()
                .map(row -> ((Scalar.Text) row.keyScalar()).value())
                .toList();
    }

    private void expiring(String key, double expireTime) throws SQLException {
        put(Key.of(key), row(Scalar.of(1), NOW - 100, expireTime, null));
    }

    @Test
    void purge_expired_goesFromTheLongestExpiredInBatches() throws SQLException {
        expiring("now", NOW);
        expiring("b", NOW - 1);
        expiring("a", NOW - 2);
        expiring("same", NOW - 1);
        expiring("ancient", -5);
        expiring("never", NEVER);

        Selection expired = new Selection.ExpiredBefore(null);
        assertThat(purge(expired, 2)).containsExactly("ancient", "a");
        assertThat(purge(expired, 2)).containsExactly("b", "same");
        assertThat(purge(expired, 2)).isEmpty();
        assertThat(new Counters(session).count()).isEqualTo(2);
    }

    @Test
    void purge_expiredBeforeAnInstant_takesThat() throws SQLException {
        expiring("a", NOW + 100);

        Instant later = Instant.ofEpochSecond((long) NOW + 100, 250_000_000);
        assertThat(purge(new Selection.ExpiredBefore(later), 9)).isEmpty();
        assertThat(purge(new Selection.ExpiredBefore(later.plusMillis(1)), 9)).containsExactly("a");
    }

    @Test
    void purge_rowWithFile_returnsItsMetadata() throws SQLException {
        put(Key.of("a"), NewRow.file(Mode.TEXT, "a.val", 50, NOW, NOW - 1, Scalar.of("t")));

        TableRow removed = purger.purge(new Selection.ExpiredBefore(null), 5, NOW, Set.of())
                .get(0);

        assertThat(removed)
                .isEqualTo(new TableRow(
                        1, Scalar.of("a"), false, NOW, NOW - 1, NOW, 0, Scalar.of("t"), 50, Mode.TEXT, "a.val", null));
    }

    @Test
    void purge_tags_compareNumbersByValueAndTypesOtherwise() throws SQLException {
        tagged("integer", Scalar.of(1));
        tagged("float", Scalar.of(1.0));
        tagged("text", Scalar.of("1"));
        tagged("bytes", Scalar.of(new byte[] {'1'}));
        tagged("empty", Scalar.of(""));
        tagged("none", null);
        for (boolean indexed : new boolean[] {false, true}) {
            new Indexes(session).match(EvictionPolicy.NONE, indexed);
            tagged("integer", Scalar.of(1));

            assertThat(purge(new Selection.Tagged(Scalar.of(1.0)), 9)).contains("integer");
            assertThat(purge(new Selection.Tagged(Scalar.of("x")), 9)).isEmpty();
        }
        assertThat(purge(new Selection.Tagged(Scalar.of("1")), 9)).containsExactly("text");
        assertThat(purge(new Selection.Tagged(Scalar.of(new byte[] {'1'})), 9)).containsExactly("bytes");
        assertThat(purge(new Selection.Tagged(Scalar.of("")), 9)).containsExactly("empty");
        assertThat(new Counters(session).count()).isEqualTo(1);
    }

    private void tagged(String key, Scalar tag) throws SQLException {
        put(Key.of(key), row(Scalar.of(1), NOW, NEVER, tag));
    }

    @Test
    void purge_prefix_takesTextsWithIt() throws SQLException {
        for (String key : List.of("user:1", "user:2", "user", "users", "user%")) {
            put(key);
        }

        assertThat(purge(new Selection.KeyPrefix("user:"), 1)).containsExactly("user:1");
        assertThat(purge(new Selection.KeyPrefix("user:"), 9)).containsExactly("user:2");
        assertThat(purge(new Selection.KeyPrefix("user:"), 9)).isEmpty();
    }

    @Test
    void purge_policies_goInTheirOrder() throws SQLException {
        // the order of each policy differs from the order of insertion and from the others
        put(Key.of("a"), row(Scalar.of(1), NOW + 3, NEVER, null));
        put(Key.of("b"), row(Scalar.of(1), NOW + 1, NEVER, null));
        put(Key.of("c"), row(Scalar.of(1), NOW + 2, NEVER, null));
        Accesses accesses = new Accesses(session);
        accesses.raiseTime(2, NOW + 9);
        accesses.addCount(1, 1, NOW + 9);
        accesses.addCount(3, 2, NOW + 9);

        assertThat(order(EvictionPolicy.LEAST_RECENTLY_STORED)).containsExactly("b", "c", "a");
        assertThat(order(EvictionPolicy.LEAST_RECENTLY_USED)).containsExactly("c", "a", "b");
        assertThat(order(EvictionPolicy.LEAST_FREQUENTLY_USED)).containsExactly("b", "a", "c");
        assertThat(order(EvictionPolicy.NONE)).isEmpty();
    }

    /** What would go, one by one. */
    private List<String> order(EvictionPolicy policy) throws SQLException {
        store.execute("begin immediate");
        List<String> order = purge(new Selection.OverLimit(policy, 0), 9);
        store.execute("rollback");
        return order;
    }

    @Test
    void purge_exemptRows_stayAndDoNotCount() throws SQLException {
        for (String key : List.of("a", "b", "c", "d")) {
            put(key);
        }
        Selection overLimit = new Selection.OverLimit(EvictionPolicy.LEAST_RECENTLY_STORED, 0);

        assertThat(purge(overLimit, 2, Set.of(1L, 3L))).containsExactly("b", "d");
        assertThat(purge(overLimit, 2, Set.of(1L, 3L))).isEmpty();
    }

    @Test
    void purge_upTo_clearsOldestFirst() throws SQLException {
        for (String key : List.of("a", "b", "c", "d")) {
            put(key);
        }

        assertThat(purge(new Selection.UpTo(3), 2)).containsExactly("a", "b");
        assertThat(purge(new Selection.UpTo(3), 2)).containsExactly("c");
        assertThat(purge(new Selection.UpTo(3), 2)).isEmpty();
    }

    @Test
    void purge_upTo_clearsRowsThatAreNeverListed() throws SQLException {
        store.execute("insert into Cache (rowid, key, raw, mode) values (-5, 'hidden', 1, 1), (9, null, 1, 1)");

        assertThat(purger.purge(new Selection.UpTo(9), 9, NOW, Set.of())).hasSize(2);
    }

    @Test
    void earliestExpiry_rows_isTheFirst() throws SQLException {
        assertThat(purger.earliestExpiry()).isEqualTo(NEVER);
        expiring("never", NEVER);
        assertThat(purger.earliestExpiry()).isEqualTo(NEVER);
        expiring("b", NOW + 5);
        expiring("a", NOW - 5);
        assertThat(purger.earliestExpiry()).isEqualTo(NOW - 5);
    }
}
