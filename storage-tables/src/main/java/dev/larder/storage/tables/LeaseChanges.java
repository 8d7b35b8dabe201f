package dev.larder.storage.tables;

import dev.larder.storage.Expiry;
import dev.larder.storage.Lease;
import dev.larder.storage.LeaseName;
import dev.larder.storage.Wait;
import dev.larder.storage.jooq.EpochSeconds;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives, extends and takes away leases. */
final class LeaseChanges {

    /**
     * A lease counts from when it was asked for, which goes to the database together with the question. If the answer
     * took longer than this, most likely because others were waited for, the lease is extended by as much.
     */
    private static final long LATE_NANOS = 100_000_000L;

    private final StoreContext context;

    LeaseChanges(StoreContext context) {
        this.context = context;
    }

    private Call call(Tx tx, Sql sql, LeaseName name, String owner) {
        return context.call(tx, sql)
                .setKey(KeyCode.of(name.key()))
                .set(Parameter.KIND, name.kind())
                .set(Parameter.OWNER, owner);
    }

    boolean acquire(LeaseName name, String owner, Duration length, @Nullable String note, int limit, Wait wait) {
        Expiry end = Expiry.after(length);
        if (limit < 1) {
            throw new IllegalArgumentException("A lease is for at least one holder, not " + limit);
        }
        long asked = System.nanoTime();
        boolean isGiven = context.database().writeAtOnce(wait, tx -> {
            tx.lock(context.collection());
            double now = context.now();
            boolean isTogether = context.database().takesScripts();
            if (!isTogether && others(tx, name, owner, now) >= limit) {
                return false;
            }
            boolean isPut = call(tx, isTogether ? Sql.PUT_LEASE_IF_FREE : Sql.PUT_LEASE, name, owner)
                            .set(Parameter.END_TIME, EpochSeconds.of(end, now))
                            .setText(Parameter.NOTE, note)
                            .set(Parameter.NOW, now)
                            .set(Parameter.LIMIT, limit)
                            .update()
                    > 0;
            if (isPut) {
                context.touched(tx, name.key());
            }
            return isPut;
        });
        if (!isGiven || System.nanoTime() - asked < LATE_NANOS) {
            return isGiven;
        }
        return extend(name, owner, length, wait) || acquire(name, owner, length, note, limit, wait);
    }

    private int others(Tx tx, LeaseName name, String owner, double now) throws SQLException {
        return call(tx, Sql.COUNT_LEASES_OF_OTHERS, name, owner)
                .set(Parameter.NOW, now)
                .list(row -> row.getInt(1))
                .get(0);
    }

    boolean extend(LeaseName name, String owner, Duration length, Wait wait) {
        Expiry end = Expiry.after(length);
        return context.database().writeAtOnce(wait, tx -> {
            context.beginWriting(tx);
            double now = context.now();
            return call(tx, Sql.EXTEND_LEASE, name, owner)
                            .set(Parameter.NOW, now)
                            .set(Parameter.END_TIME, EpochSeconds.of(end, now))
                            .update()
                    > 0;
        });
    }

    boolean release(LeaseName name, String owner, Wait wait) {
        return context.database().writeAtOnce(wait, tx -> {
            context.beginWriting(tx);
            boolean released = call(tx, Sql.DELETE_LEASE, name, owner).update() > 0;
            if (released) {
                context.touched(tx, name.key());
            }
            return released;
        });
    }

    List<Lease> find(LeaseName name) {
        return context.database().read(context.readWait(), tx -> {
            double now = context.now();
            return call(tx, Sql.LEASES, name, "").list(row -> {
                double endTime = row.getDouble(2);
                byte[] note = row.getBytes(3);
                return new Lease(
                        row.getString(1),
                        endTime,
                        endTime > now,
                        note == null ? null : new String(note, StandardCharsets.UTF_8));
            });
        });
    }

    int purge(String kind, int limit, Wait wait) {
        return context.database().write(wait, tx -> {
            context.beginWriting(tx);
            return purge(tx, kind, limit);
        });
    }

    private int purge(Tx tx, String kind, int limit) throws SQLException {
        double now = context.now();
        List<Long> ended = context.call(tx, Sql.ENDED_LEASES)
                .set(Parameter.KIND, kind)
                .set(Parameter.NOW, now)
                .set(Parameter.LIMIT, limit)
                .list(row -> row.getLong(1));
        Call delete = context.call(tx, Sql.DELETE_LEASE_BY_ID).set(Parameter.NOW, now);
        ended.forEach(id -> delete.set(Parameter.ID, id).add());
        return (int) delete.runAll();
    }
}
