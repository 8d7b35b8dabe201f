package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.PATIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Access;
import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.Encoded;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.Selection;
import dev.larder.storage.Sequence;
import dev.larder.storage.SerializationException;
import dev.larder.storage.Side;
import dev.larder.storage.Store;
import dev.larder.storage.Stored;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One step of a random sequence: does the same to a store and to the model, and requires the same result. */
sealed interface Step {

    /** Does it. */
    void run(Store store, Model model);

    /** Reads one row. */
    record Get(Key key) implements Step {
        @Override
        public void run(Store store, Model model) {
            Model.Entry expected = model.live(key);
            assertThat(store.get(key, Access.RECORD)).isEqualTo(expected == null ? null : expected.value());
            requireSame(store.find(key, Fetch.VALUE, Access.RECORD), expected);
        }
    }

    /** Writes one row. */
    record Put(Key key, Item item, Condition condition) implements Step {
        @Override
        public void run(Store store, Model model) {
            Model.Entry before = model.live(key);
            Stored stored = store.store(key, item, condition, Fetch.VALUE, Cull.NONE, PATIENT);
            assertThat(stored.stored()).isEqualTo(model.store(key, item, condition));
            requireSame(stored.previous(), before);
        }
    }

    /** Removes one row. */
    record Remove(Key key, Condition condition) implements Step {
        @Override
        public void run(Store store, Model model) {
            requireSame(store.remove(key, condition, Fetch.VALUE, PATIENT), model.remove(key, condition));
        }
    }

    /** Adds to a number. */
    record Add(Key key, Scalar delta, @Nullable Scalar initial) implements Step {
        @Override
        public void run(Store store, Model model) {
            assertThat(outcome(() -> store.add(key, delta, initial, Cull.NONE, PATIENT)))
                    .isEqualTo(outcome(() -> model.add(key, delta, initial)));
        }

        private static @Nullable Object outcome(Supplier<@Nullable Scalar> sum) {
            try {
                return sum.get();
            } catch (ArithmeticException overflow) {
                return "overflow";
            } catch (SerializationException | Model.NotANumber other) {
                return "not a number";
            }
        }
    }

    /** Changes an expiry. */
    record Touch(Key key, Expiry expiry, Condition condition) implements Step {
        @Override
        public void run(Store store, Model model) {
            assertThat(store.touch(key, expiry, condition, PATIENT)).isEqualTo(model.touch(key, expiry, condition));
        }
    }

    /** Adds to a queue. */
    record Append(Sequence.Queue queue, Side side, List<Item> items) implements Step {
        @Override
        public void run(Store store, Model model) {
            List<Key> keys = store.append(queue, side, items, Cull.NONE, PATIENT);
            assertThat(keys).hasSameSizeAs(items);
            model.append(queue, side, items, keys);
        }
    }

    /** Looks at the end of a sequence, and may take it. */
    record End(Sequence sequence, Side side, boolean take) implements Step {
        @Override
        public void run(Store store, Model model) {
            if (take) {
                requireSame(store.take(sequence, side, Fetch.VALUE, PATIENT), model.take(sequence, side));
            } else {
                requireSame(store.peek(sequence, side, Fetch.VALUE, PATIENT), model.peek(sequence, side));
            }
        }
    }

    /** Removes all that is selected. */
    record Purge(Selection selection, int limit) implements Step {
        @Override
        public void run(Store store, Model model) {
            assertThat(Shorthand.purgeAll(store, selection, limit)).isEqualTo(model.purge(selection));
        }
    }

    /** Several steps as one, committed or rolled back. */
    record Transaction(List<Step> steps, boolean commit) implements Step {

        private static final class RollBack extends RuntimeException {
            private static final long serialVersionUID = 1L;
        }

        @Override
        public void run(Store store, Model model) {
            model.transact(commit, () -> {
                try {
                    store.transact(PATIENT, () -> {
                        steps.forEach(step -> step.run(store, model));
                        if (!commit) {
                            throw new RollBack();
                        }
                        return "committed";
                    });
                } catch (RollBack wanted) {
                    assertThat(commit).isFalse();
                }
            });
        }
    }

    /** Lets time pass; done by whoever runs the steps. */
    record Advance(int seconds) implements Step {
        @Override
        public void run(Store store, Model model) {
            throw new UnsupportedOperationException();
        }
    }

    /** Closes and opens again; done by whoever runs the steps. */
    record Reopen() implements Step {
        @Override
        public void run(Store store, Model model) {
            throw new UnsupportedOperationException();
        }
    }

    /** The row is the one that the model has. */
    static void requireSame(@Nullable Row row, Model.@Nullable Entry expected) {
        assertThat(row == null ? null : new Seen(row)).isEqualTo(expected == null ? null : new Seen(expected));
    }

    /** What store and model must agree on. */
    record Seen(
            Key key,
            @Nullable Encoded value,
            double expireTime,
            @Nullable Scalar tag) {

        Seen(Row row) {
            this(row.key(), row.value(), row.expireTime(), row.tag());
        }

        Seen(Model.Entry entry) {
            this(entry.key(), entry.value(), entry.expireTime(), entry.tag());
        }
    }
}
