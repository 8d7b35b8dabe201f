package dev.larder.storage.tables;

import dev.larder.storage.Key;
import dev.larder.storage.Wait;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The right to sweep a collection, which one store at a time has: a row that is given and taken away by statements of
 * their own, so that nobody ever waits for a transaction of whoever has it, and that ends by itself if he dies.
 */
final class SweepLease {

    /** A sweep takes some milliseconds; so long nobody sweeps if a process dies in the middle of one. */
    static final Duration LENGTH = Duration.ofSeconds(10);

    private static final String KIND = "sweep";

    private static final KeyCode KEY = KeyCode.of(Key.of(KIND));

    private final StoreContext context;
    private final Wait wait;
    private final String holder = UUID.randomUUID().toString();

    /** @param wait how long to wait for locks of others, who hold them for one statement only */
    SweepLease(StoreContext context, Wait wait) {
        this.context = context;
        this.wait = wait;
    }

    /** The lease, or null if somebody has it. */
    @Nullable
    Held take() {
        int given = context.database()
                .writeOne(
                        wait,
                        tx -> call(tx, Sql.TAKE_SWEEP)
                                .set(Parameter.END_TIME, context.now() + LENGTH.toSeconds())
                                .update());
        return given > 0 ? new Held() : null;
    }

    private Call call(Tx tx, Sql sql) {
        return context.call(tx, sql)
                .set(Parameter.KIND, KIND)
                .setKey(KEY)
                .set(Parameter.OWNER, KIND)
                .setText(Parameter.NOTE, holder);
    }

    /** The lease in use. */
    final class Held implements AutoCloseable {

        private Held() {}

        /** Gives it back, unless it has ended and is somebody else's. */
        @Override
        public void close() {
            context.database().writeOne(wait, tx -> call(tx, Sql.END_SWEEP).update());
        }
    }
}
