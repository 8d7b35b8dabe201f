package dev.larder.storage.jooq;

import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.Scalar;
import dev.larder.storage.jooq.binding.NativeScalars;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A row as it is stored, each column with the type that it has there, whatever program has written it. Immutable. */
public final class StoredRow {

    private static final int COLUMNS = 11;
    private static final int KEY = 0;
    private static final int STORE_TIME = 2;
    private static final int SIZE = 7;
    private static final int FILENAME = 9;

    private static final char REPLACEMENT = '\uFFFD';

    private final @Nullable Scalar[] columns;

    private StoredRow(@Nullable Scalar[] columns) {
        this.columns = columns;
    }

    /** Reads what {@link CopyDefinitions#everyRow} selects. */
    static StoredRow read(ResultSet row) throws SQLException {
        @Nullable Scalar[] columns = new @Nullable Scalar[COLUMNS];
        for (int i = 0; i < COLUMNS; i++) {
            columns[i] = column(row, i + 1);
        }
        return new StoredRow(columns);
    }

    private static @Nullable Scalar column(ResultSet row, int index) throws SQLException {
        Scalar column = NativeScalars.get(row, index);
        if (column instanceof Scalar.Text text
                && text.value().indexOf(REPLACEMENT) >= 0
                && !Arrays.equals(text.value().getBytes(StandardCharsets.UTF_8), row.getBytes(index))) {
            // the driver puts the replacement character in the place of what it cannot decode
            throw new CorruptStoreException("A row holds text that is not UTF-8: '" + text.value()
                    + "'; delete or correct it with the program that wrote it");
        }
        return column;
    }

    /** Binds what {@link CopyDefinitions#insertCopy} takes. */
    void bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < COLUMNS; i++) {
            NativeScalars.set(statement, i + 1, columns[i]);
        }
    }

    /** Binds what {@link FindDefinitions#hasKey} takes. */
    void bindKey(PreparedStatement statement) throws SQLException {
        NativeScalars.set(statement, 1, columns[KEY]);
        NativeScalars.set(statement, 2, columns[KEY + 1]);
    }

    /** The key or its pickle; null only where another program has stored {@code NaN} as a key. */
    public @Nullable Scalar key() {
        return columns[KEY];
    }

    /** The value's file, or null if the value lies in the row. */
    public @Nullable String filename() {
        return columns[FILENAME] instanceof Scalar.Text name ? name.value() : null;
    }

    /** Bytes of the value's file, as the row says. */
    public long size() {
        return columns[SIZE] instanceof Scalar.Int64 size ? size.value() : 0;
    }

    double storeTime() {
        return columns[STORE_TIME] instanceof Scalar.Float64 time ? time.value() : 0;
    }
}
