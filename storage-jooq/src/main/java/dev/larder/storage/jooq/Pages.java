package dev.larder.storage.jooq;

import dev.larder.storage.Key;
import dev.larder.storage.PageRequest;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.jooq.binding.NativeScalars;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists rows page by page. */
public final class Pages {

    private static final Scalar LEAST_KEY = Scalar.of(Double.NEGATIVE_INFINITY);

    /** Below every value of column {@code raw}: a bound with it lies before all keys of the same spelling. */
    private static final int BEFORE_RAW = -1;

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
        String prefix = request.keyPrefix();
        Sql sql = prefix == null
                ? (backward ? Sql.PAGE_BACKWARD : Sql.PAGE)
                : (backward ? Sql.PAGE_OF_PREFIX_BACKWARD : Sql.PAGE_OF_PREFIX);
        PreparedStatement statement = session.prepared(sql, withValue);
        statement.setLong(1, after);
        statement.setLong(2, upTo);
        int next = 3;
        if (prefix != null) {
            PrefixRange range = PrefixRange.of(prefix);
            NativeScalars.set(statement, next++, range.from());
            NativeScalars.set(statement, next++, range.to());
        }
        statement.setInt(next, request.limit());
        return statement;
    }

    private PreparedStatement byKey(PageRequest request, boolean withValue) throws SQLException {
        Key last = request.after() == null ? null : request.after().key();
        String prefix = request.keyPrefix();
        if (prefix != null) {
            return ofPrefix(prefix, request.descending(), last, request.limit(), withValue);
        }
        if (!request.descending()) {
            PreparedStatement statement = session.prepared(Sql.PAGE_BY_KEY, withValue);
            setBound(statement, 1, last, LEAST_KEY);
            statement.setInt(3, request.limit());
            return statement;
        }
        if (last == null) {
            PreparedStatement statement = session.prepared(Sql.PAGE_FROM_GREATEST_KEY, withValue);
            statement.setInt(1, request.limit());
            return statement;
        }
        PreparedStatement statement = session.prepared(Sql.PAGE_BY_KEY_BACKWARD, withValue);
        Columns.setKey(statement, 1, last);
        statement.setInt(3, request.limit());
        return statement;
    }

    /** The rows whose keys have a prefix, in the order of keys. */
    PreparedStatement ofPrefix(String prefix, boolean backward, @Nullable Key last, int limit, boolean withValue)
            throws SQLException {
        PrefixRange range = PrefixRange.of(prefix);
        PreparedStatement statement =
                session.prepared(backward ? Sql.PAGE_OF_KEYS_BACKWARD : Sql.PAGE_OF_KEYS, withValue);
        setBound(statement, 1, backward ? null : last, range.from());
        setBound(statement, 3, backward ? last : null, range.to());
        statement.setInt(5, limit);
        return statement;
    }

    private static void setBound(PreparedStatement statement, int index, @Nullable Key last, Scalar otherwise)
            throws SQLException {
        if (last != null) {
            Columns.setKey(statement, index, last);
        } else {
            NativeScalars.set(statement, index, otherwise);
            statement.setInt(index + 1, BEFORE_RAW);
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
