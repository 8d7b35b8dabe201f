package dev.larder.storage.jooq;

import dev.larder.storage.Key;
import dev.larder.storage.KeyRange;
import dev.larder.storage.PageRequest;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.jooq.binding.NativeScalars;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists rows page by page. */
public final class Pages {

    private static final Key LEAST_KEY = Key.of(Scalar.of(Double.NEGATIVE_INFINITY));

    private final Session session;

    public Pages(Session session) {
        this.session = session;
    }

    /**
     * The rows of a page, expired ones included. Rows at places below 1 and rows whose key is {@code NaN}, which Python
     * cannot reach either, are not listed.
     */
    public List<TableRow> page(PageRequest request) throws SQLException {
        boolean withValue = Columns.withValue(request.fetch());
        PreparedStatement statement = request.order() == PageRequest.Order.INSERTION
                ? byInsertion(request, withValue)
                : byKey(request, withValue);
        return Columns.queryAll(statement, withValue);
    }

    private PreparedStatement byInsertion(PageRequest request, boolean withValue) throws SQLException {
        boolean backward = request.descending();
        long after = 0;
        long upTo = request.upTo();
        Row last = request.after();
        if (last != null && backward) {
            upTo = Math.min(upTo, last.position() - 1);
        } else if (last != null) {
            after = last.position();
        }
        KeyRange range = request.range();
        boolean isWhole = range.equals(KeyRange.ALL);
        Sql sql = isWhole
                ? (backward ? Sql.PAGE_BACKWARD : Sql.PAGE)
                : (backward ? Sql.PAGE_IN_RANGE_BACKWARD : Sql.PAGE_IN_RANGE);
        PreparedStatement statement = session.prepared(sql, withValue);
        statement.setLong(1, after);
        statement.setLong(2, upTo);
        int next = 3;
        if (!isWhole) {
            KeyRange.Bound to = range.to();
            setLower(statement, next, range.from());
            NativeScalars.set(statement, next + 2, to == null ? null : to.key().scalar());
            setUpper(statement, next + 3, to);
            next += 5;
        }
        statement.setInt(next, request.limit());
        return statement;
    }

    private PreparedStatement byKey(PageRequest request, boolean withValue) throws SQLException {
        KeyRange range = request.range();
        if (request.after() != null) {
            Key last = request.after().key();
            range = request.descending() ? range.before(last) : range.after(last);
        }
        return byKey(range, request.descending(), request.limit(), withValue);
    }

    /** The rows whose keys are in a range, in the order of keys. */
    PreparedStatement byKey(KeyRange range, boolean backward, int limit, boolean withValue) throws SQLException {
        boolean hasEnd = range.to() != null;
        Sql sql = hasEnd
                ? (backward ? Sql.PAGE_OF_KEYS_BACKWARD : Sql.PAGE_OF_KEYS)
                : (backward ? Sql.PAGE_BY_KEY_BACKWARD : Sql.PAGE_BY_KEY);
        PreparedStatement statement = session.prepared(sql, withValue);
        setLower(statement, 1, range.from());
        if (hasEnd) {
            setUpper(statement, 3, range.to());
        }
        statement.setInt(hasEnd ? 5 : 3, limit);
        return statement;
    }

    /** How many listed rows have a key in a range. */
    public long count(KeyRange range) throws SQLException {
        boolean hasEnd = range.to() != null;
        PreparedStatement statement = session.prepared(hasEnd ? Sql.COUNT_OF_KEYS : Sql.COUNT_BY_KEY);
        setLower(statement, 1, range.from());
        if (hasEnd) {
            setUpper(statement, 3, range.to());
        }
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Binds what keys must be greater than; column {@code raw}, the second part of a key, is an integer. */
    private static void setLower(PreparedStatement statement, int index, KeyRange.@Nullable Bound from)
            throws SQLException {
        Key key = from == null ? LEAST_KEY : from.key();
        Columns.setKey(statement, index, key);
        if (from == null || from.inclusive()) {
            statement.setInt(index + 1, Columns.raw(key) - 1);
        }
    }

    /** Binds what keys must be less than; null binds null. */
    private static void setUpper(PreparedStatement statement, int index, KeyRange.@Nullable Bound to)
            throws SQLException {
        if (to == null) {
            statement.setNull(index, Types.BLOB);
            statement.setNull(index + 1, Types.INTEGER);
            return;
        }
        Columns.setKey(statement, index, to.key());
        if (to.inclusive()) {
            statement.setInt(index + 1, Columns.raw(to.key()) + 1);
        }
    }

    /** Rows that name a file, in insertion order behind {@code rowid}, without values. */
    public List<TableRow> withFiles(long rowid, int limit) throws SQLException {
        PreparedStatement statement = session.prepared(Sql.PAGE_WITH_FILES);
        statement.setLong(1, rowid);
        statement.setInt(2, limit);
        return Columns.queryAll(statement, false);
    }
}
