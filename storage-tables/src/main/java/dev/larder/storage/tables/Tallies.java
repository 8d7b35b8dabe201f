package dev.larder.storage.tables;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Sums over the rows of a collection, as triggers keep them. */
final class Tallies {

    /** So many notes are put together when somebody happens to read them. */
    private static final int MANY_NOTES = 256;

    private final long collection;

    Tallies(long collection) {
        this.collection = collection;
    }

    /**
     * Sums.
     *
     * @param rows how many there are
     * @param bytes in chunks
     * @param weight bytes that all takes together, about
     */
    record Tally(long rows, long bytes, long weight) {

        private Tally minus(Tally other) {
            return new Tally(rows - other.rows, bytes - other.bytes, weight - other.weight);
        }

        /**
         * How many rows may go at once when the weight is to come down to {@code limit}: half of those whose weight is
         * above it if all weigh the same, because those that go may weigh more.
         */
        int rowsAbove(long limit) {
            long average = Math.max(1, weight / Math.max(1, rows));
            return (int) Math.min(Integer.MAX_VALUE, Math.max(1, (weight - limit) / average / 2));
        }

        private Tally plus(Tally other) {
            return new Tally(rows + other.rows, bytes + other.bytes, weight + other.weight);
        }
    }

    /**
     * The sums, and of how many notes.
     *
     * @param count of notes
     */
    record Notes(Tally sums, int count) {

        /** Whether they should be put together. */
        boolean areMany() {
            return count > MANY_NOTES;
        }
    }

    private static Tally tally(ResultSet row) throws SQLException {
        return new Tally(row.getLong(1), row.getLong(2), row.getLong(3));
    }

    Tally read(Tx tx) throws SQLException {
        return notes(tx).sums;
    }

    Notes notes(Tx tx) throws SQLException {
        return tx.call(Sql.TALLY, collection)
                .list(row -> new Notes(tally(row), row.getInt(4)))
                .get(0);
    }

    /** As {@link #read}, in a transaction that writes: puts notes together if there are many. */
    Tally readInto(Tx tx) throws SQLException {
        Notes notes = notes(tx);
        tidy(tx, notes);
        return notes.sums;
    }

    /** Puts notes together if there are many. */
    void tidy(Tx tx, Notes notes) throws SQLException {
        if (notes.areMany() && tx.dialect() == Dialect.POSTGRESQL) {
            List<Tally> taken = tx.call(Sql.DELETE_NOTES, collection).list(Tallies::tally);
            note(tx, taken.stream().reduce(new Tally(0, 0, 0), Tally::plus));
        }
    }

    private void note(Tx tx, Tally note) throws SQLException {
        Sql sql = tx.dialect() == Dialect.POSTGRESQL ? Sql.INSERT_NOTE : Sql.CORRECT_TALLY;
        tx.call(sql, collection)
                .set(Parameter.TIMES, note.rows)
                .set(Parameter.SIZE, note.bytes)
                .set(Parameter.WEIGHT, note.weight)
                .update();
    }

    /** The sums over what is there. */
    Tally recount(Tx tx) throws SQLException {
        return tx.call(Sql.RECOUNT, collection).list(Tallies::tally).get(0);
    }

    /** Makes the sums right. */
    void correct(Tx tx, Tally found, Tally real) throws SQLException {
        note(tx, real.minus(found));
    }
}
