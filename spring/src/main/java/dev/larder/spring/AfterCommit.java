package dev.larder.spring;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The only class that needs spring-tx; loaded by caches that wait for transactions. */
final class AfterCommit {

    private AfterCommit() {}

    /** Does it when the thread's transaction has been committed, or now if there is none. */
    static void run(Runnable action) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            action.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }
}
