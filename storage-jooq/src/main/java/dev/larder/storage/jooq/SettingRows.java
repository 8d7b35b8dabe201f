package dev.larder.storage.jooq;

import dev.larder.storage.Scalar;
import dev.larder.storage.jooq.binding.NativeScalars;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table of settings, the counters among them. */
public final class SettingRows {

    private final Session session;

    public SettingRows(Session session) {
        this.session = session;
    }

    /** All rows that have a value. */
    public Map<String, Scalar> read() throws SQLException {
        Map<String, Scalar> rows = new HashMap<>();
        try (ResultSet row = session.prepared(Sql.SETTINGS).executeQuery()) {
            while (row.next()) {
                Scalar value = NativeScalars.get(row, 2);
                if (value != null) {
                    rows.put(row.getString(1), value);
                }
            }
        }
        return rows;
    }

    /** The value of one row, or null if it has none. */
    public @Nullable Scalar read(String name) throws SQLException {
        PreparedStatement statement = session.prepared(Sql.SETTING);
        statement.setString(1, name);
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? NativeScalars.get(row, 1) : null;
        }
    }

    /**
     * Writes those rows that differ from what is stored, in value or in type, in the caller's transaction; returns
     * them.
     */
    public Map<String, Scalar> write(Map<String, Scalar> rows) throws SQLException {
        Map<String, Scalar> different = new HashMap<>(rows);
        different.entrySet().removeAll(read().entrySet());
        for (Map.Entry<String, Scalar> row : different.entrySet()) {
            put(row.getKey(), row.getValue());
        }
        return different;
    }

    /** Writes all rows but the {@code omitted} ones to another store, those without a value too. */
    public void copyTo(SettingRows target, Collection<String> omitted) throws SQLException {
        try (ResultSet row = session.prepared(Sql.SETTINGS).executeQuery()) {
            while (row.next()) {
                String name = row.getString(1);
                if (!omitted.contains(name)) {
                    target.put(name, NativeScalars.get(row, 2));
                }
            }
        }
    }

    void put(String name, @Nullable Scalar value) throws SQLException {
        PreparedStatement statement = session.prepared(Sql.PUT_SETTING);
        statement.setString(1, name);
        NativeScalars.set(statement, 2, value);
        statement.executeUpdate();
    }
}
