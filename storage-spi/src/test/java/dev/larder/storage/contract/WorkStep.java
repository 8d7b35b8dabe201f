package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.PATIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Settlement;
import dev.larder.storage.Store;
import dev.larder.storage.WorkClaim;
import dev.larder.storage.WorkItem;
import dev.larder.storage.WorkReceipt;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step of a random sequence of work: does the same to a store and to the model, and requires the same result. */
sealed interface WorkStep {

    /** How often an item is handed out. */
    int ATTEMPTS = 2;

    /** Does it. */
    void run(Store store, WorkModel model);

    /** Puts items, all with one key. */
    record Offer(
            int count, int delay, int priority, @Nullable String key) implements WorkStep {
        @Override
        public void run(Store store, WorkModel model) {
            List<WorkItem> items = model.newItems(count, Duration.ofSeconds(delay), priority, key);
            assertThat(store.offer(items, PATIENT)).isEqualTo(model.offer(items));
        }
    }

    /** Takes items. */
    record Claim(int limit, int lease) implements WorkStep {
        @Override
        public void run(Store store, WorkModel model) {
            List<WorkClaim> claimed = store.claim(limit, Duration.ofSeconds(lease), ATTEMPTS, PATIENT)
                    .items();
            model.claim(limit, lease, claimed);
        }
    }

    /** Settles one of the deliveries so far, good or not. */
    record Settle(int number, Settlement settlement) implements WorkStep {
        @Override
        public void run(Store store, WorkModel model) {
            WorkReceipt receipt = model.receipt(number);
            if (receipt != null) {
                assertThat(store.settle(List.of(receipt), settlement, PATIENT).contains(receipt))
                        .isEqualTo(model.settle(receipt, settlement));
            }
        }
    }

    /** Makes the item of one of the deliveries so far ready, if it is dead. */
    record Revive(int number) implements WorkStep {
        @Override
        public void run(Store store, WorkModel model) {
            WorkReceipt receipt = model.receipt(number);
            if (receipt != null) {
                assertThat(store.revive(List.of(receipt), PATIENT).contains(receipt))
                        .isEqualTo(model.revive(receipt));
            }
        }
    }

    /** Removes the item of one of the deliveries so far, if it is dead. */
    record Purge(int number) implements WorkStep {
        @Override
        public void run(Store store, WorkModel model) {
            WorkReceipt receipt = model.receipt(number);
            if (receipt != null) {
                assertThat(store.purgeDead(List.of(receipt), PATIENT).contains(receipt))
                        .isEqualTo(model.purge(receipt));
            }
        }
    }

    /** Lets time pass. */
    record Advance(int seconds) implements WorkStep {
        @Override
        public void run(Store store, WorkModel model) {
            throw new UnsupportedOperationException("done by the test");
        }
    }

    /** Closes the store and opens it again. */
    record Reopen() implements WorkStep {
        @Override
        public void run(Store store, WorkModel model) {
            throw new UnsupportedOperationException("done by the test");
        }
    }
}
