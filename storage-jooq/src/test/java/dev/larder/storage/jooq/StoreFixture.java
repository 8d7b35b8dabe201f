package dev.larder.storage.jooq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Condition;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A fresh store for each test, whose counters must agree with its rows in the end. */
abstract class StoreFixture {

    static final double NOW = 1_700_000_000.25;
    static final double NEVER = Double.POSITIVE_INFINITY;

    /** No value of these tests has a file that could be compared. */
    static final FileComparison NO_FILES = (row, value) -> {
        throw new AssertionError("compared a file: " + row);
    };

    TestStore store;
    Session session;
    Lookup lookup;
    RowWriter writer;

    @BeforeEach
    void open(@TempDir Path directory) throws SQLException, IOException {
        store = TestStore.fresh(directory.resolve("cache.db"));
        session = store.session;
        new Indexes(session).match(EvictionPolicy.LEAST_RECENTLY_STORED, false);
        lookup = new Lookup(session);
        writer = new RowWriter(session, NO_FILES);
    }

    @AfterEach
    void countersAgreeWithRows() throws SQLException {
        Counters counters = new Counters(session);
        Counters.Values values = counters.values();
        assertThat(new Counters.Recount(values.count(), values.size())).isEqualTo(counters.recount());
        store.close();
    }

    static NewRow row(Scalar value) {
        return row(value, NOW, NEVER, null);
    }

    static NewRow row(Scalar value, double storeTime, double expireTime, @Nullable Scalar tag) {
        return NewRow.inline(Mode.RAW, value, storeTime, expireTime, tag);
    }

    static NewRow file(String name, long size) {
        return NewRow.file(Mode.BINARY, name, size, NOW, NEVER, null);
    }

    void put(Key key, NewRow row) throws SQLException {
        assertThat(writer.store(key, row, Condition.always(), null).stored()).isTrue();
    }

    void put(String key) throws SQLException {
        put(Key.of(key), row(Scalar.of(key)));
    }

    @Nullable
    TableRow find(Key key) throws SQLException {
        return lookup.row(key, Fetch.VALUE);
    }

    long rowid(Key key) throws SQLException {
        return find(key).rowid();
    }
}
