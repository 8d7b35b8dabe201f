package dev.larder.jooq;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jooq.Configuration;
import org.jooq.TransactionContext;
import org.jooq.TransactionListener;
import org.jspecify.annotations.Nullable;

/**
 * Runs what is to be done when a transaction has been committed: the outermost one, if transactions nest. What was
 * asked for in a nested transaction that is rolled back is dropped with it.
 */
final class AfterCommit implements TransactionListener {

    private static final System.Logger LOG = System.getLogger(AfterCommit.class.getName());

    private static final Object KEY = new Object();

    /** What is to be done, by the transaction in which it was asked for; the innermost is first. Used by one thread. */
    private static final class Pending {
        private final Deque<List<Runnable>> byTransaction = new ArrayDeque<>();
    }

    private static @Nullable Pending pending(Configuration configuration) {
        return (Pending) configuration.data(KEY);
    }

    /** @throws IllegalStateException if nobody listens to the transaction, or there is none */
    static void add(Configuration transaction, Runnable action) {
        Pending pending = pending(transaction);
        List<Runnable> innermost = pending == null ? null : pending.byTransaction.peek();
        if (innermost == null) {
            throw new IllegalStateException("The end of the transaction cannot be seen: give the DSLContext's"
                    + " configuration JooqLarder.listener() before it begins, and pass the transaction's"
                    + " configuration");
        }
        innermost.add(action);
    }

    @Override
    public void beginEnd(TransactionContext context) {
        Pending pending = pending(context.configuration());
        if (pending == null) {
            pending = new Pending();
            context.configuration().data(KEY, pending);
        }
        pending.byTransaction.push(new ArrayList<>());
    }

    @Override
    public void commitEnd(TransactionContext context) {
        Pending pending = pending(context.configuration());
        if (pending == null) {
            return;
        }
        List<Runnable> actions = pending.byTransaction.pop();
        List<Runnable> outer = pending.byTransaction.peek();
        if (outer == null) {
            actions.forEach(AfterCommit::run);
        } else {
            outer.addAll(actions);
        }
    }

    @Override
    public void rollbackEnd(TransactionContext context) {
        Pending pending = pending(context.configuration());
        if (pending != null) {
            pending.byTransaction.poll();
        }
    }

    /** The transaction is committed whatever happens now, so its caller must not be told that it failed. */
    @SuppressWarnings("CatchingUnchecked")
    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "What was to be done after a commit has failed", e);
        }
    }

    @Override
    public void beginStart(TransactionContext context) {}

    @Override
    public void commitStart(TransactionContext context) {}

    @Override
    public void rollbackStart(TransactionContext context) {}
}
