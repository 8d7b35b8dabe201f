package dev.larder.storage.jooq;

import dev.larder.storage.Key;
import dev.larder.storage.Lease;
import dev.larder.storage.LeaseName;
import dev.larder.storage.Scalar;
import dev.larder.storage.jooq.binding.NativeScalars;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Leases, which lie in a table of their own. What needs more than one statement expects a transaction around it. */
public final class Leases {

    private static final int OWNER = 4;

    private final Session session;

    public Leases(Session session) {
        this.session = session;
    }

    /** How many others than {@code owner} hold a lease that is live at {@code now}. */
    public int countOfOthers(LeaseName name, String owner, double now) throws SQLException {
        PreparedStatement statement = named(Sql.COUNT_LEASES_OF_OTHERS, 1, name);
        statement.setString(OWNER, owner);
        statement.setDouble(OWNER + 1, now);
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Gives {@code owner} a lease, in place of the one that it may have. */
    public void put(LeaseName name, String owner, double endTime, @Nullable String note) throws SQLException {
        PreparedStatement statement = named(Sql.PUT_LEASE, 1, name);
        statement.setString(OWNER, owner);
        statement.setDouble(OWNER + 1, endTime);
        statement.setString(OWNER + 2, note);
        statement.executeUpdate();
    }

    /** Gives the lease, if it is live at {@code now}, another end; returns whether it was. */
    public boolean extend(LeaseName name, String owner, double endTime, double now) throws SQLException {
        PreparedStatement statement = named(Sql.EXTEND_LEASE, 2, name);
        statement.setDouble(1, endTime);
        statement.setString(OWNER + 1, owner);
        statement.setDouble(OWNER + 2, now);
        return statement.executeUpdate() > 0;
    }

    /** Takes the lease away; returns whether there was one. */
    public boolean delete(LeaseName name, String owner) throws SQLException {
        PreparedStatement statement = named(Sql.DELETE_LEASE, 1, name);
        statement.setString(OWNER, owner);
        return statement.executeUpdate() > 0;
    }

    /** Takes away leases that have ended at {@code now}, the longest ended first; returns how many. */
    public int deleteEnded(String kind, double now, int limit) throws SQLException {
        PreparedStatement statement = session.prepared(Sql.DELETE_ENDED_LEASES);
        statement.setString(1, kind);
        statement.setDouble(2, now);
        statement.setInt(3, limit);
        return statement.executeUpdate();
    }

    /** The leases on a name, in the order of their owners. */
    public List<Lease> find(LeaseName name, double now) throws SQLException {
        List<Lease> leases = new ArrayList<>();
        try (ResultSet row = named(Sql.LEASES, 1, name).executeQuery()) {
            while (row.next()) {
                double endTime = row.getDouble(2);
                leases.add(new Lease(row.getString(1), endTime, endTime > now, row.getString(3)));
            }
        }
        return leases;
    }

    /** Takes leases, one at a time. */
    @FunctionalInterface
    public interface Receiver {
        void take(LeaseName name, String owner, double endTime, @Nullable String note) throws SQLException;
    }

    /** Hands over all leases, those that have ended included; the receiver must not use this session. */
    public void read(Receiver receiver) throws SQLException {
        try (ResultSet row = session.prepared(Sql.EVERY_LEASE).executeQuery()) {
            while (row.next()) {
                Scalar key = Objects.requireNonNull(NativeScalars.get(row, 2), "a column that is never null");
                LeaseName name = new LeaseName(row.getString(1), new Key(key, row.getInt(3) == 0));
                receiver.take(name, row.getString(OWNER), row.getDouble(OWNER + 1), row.getString(OWNER + 2));
            }
        }
    }

    /** The statement with the name's three parameters bound from {@code index} on. */
    private PreparedStatement named(Sql sql, int index, LeaseName name) throws SQLException {
        PreparedStatement statement = session.prepared(sql);
        statement.setString(index, name.kind());
        Columns.setKey(statement, index + 1, name.key());
        return statement;
    }
}
