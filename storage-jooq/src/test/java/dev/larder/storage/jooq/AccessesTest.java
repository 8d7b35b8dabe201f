package dev.larder.storage.jooq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessesTest extends StoreFixture {

    private static final Key KEY = Key.of("key");

    private Accesses accesses;

    @BeforeEach
    void create() throws SQLException {
        accesses = new Accesses(session);
        put(KEY, row(Scalar.of("v")));
    }

    @Test
    void raiseTime_laterAndEarlier_onlyRises() throws SQLException {
        accesses.raiseTime(1, NOW + 5);
        accesses.raiseTime(1, NOW + 3);

        assertThat(find(KEY).accessTime()).isEqualTo(NOW + 5);
        assertThat(find(KEY).accessCount()).isZero();
    }

    @Test
    void addCount_deltas_addUp() throws SQLException {
        accesses.addCount(1, 2, NOW);
        accesses.addCount(1, 3, NOW + 1);

        assertThat(find(KEY).accessCount()).isEqualTo(5);
        assertThat(find(KEY).accessTime()).isEqualTo(NOW);
    }

    @Test
    void addCount_rowWrittenTwiceAtTheInstantOfTheAccess_counts() throws SQLException {
        put(KEY, row(Scalar.of("new")));

        accesses.addCount(1, 2, NOW);

        assertThat(find(KEY).accessCount()).isEqualTo(2);
    }

    @Test
    void record_rowWrittenAfterTheAccess_isLeftAlone() throws SQLException {
        put(KEY, row(Scalar.of("new"), NOW + 10, NEVER, null));

        accesses.addCount(1, 2, NOW + 5);
        accesses.raiseTime(1, NOW + 5);

        assertThat(find(KEY).accessCount()).isZero();
        assertThat(find(KEY).accessTime()).isEqualTo(NOW + 10);
    }

    @Test
    void record_rowThatIsGone_doesNothing() throws SQLException {
        accesses.addCount(99, 2, NOW + 5);
        accesses.raiseTime(99, NOW + 5);

        assertThat(new Counters(session).count()).isEqualTo(1);
    }
}
