package dev.larder.contract;

import dev.larder.Deque;
import dev.larder.DequeBuilder;
import dev.larder.storage.Storage;
import java.util.function.Function;

/** What a contract test of deques works with. */
public final class DequeTestbed extends CollectionTestbed {

    DequeTestbed(Storage storage) {
        super(storage);
    }

    /** How deques are opened here: with this clock and otherwise as the defaults are. */
    public DequeBuilder<Object> builder() {
        return Deque.on(storage()).clock(clock());
    }

    /** Opens the place, once more if it is open. */
    public Deque<Object> open() {
        return open(options -> options);
    }

    /** Opens the place in another way than {@link #builder()} says. */
    public <E> Deque<E> open(Function<DequeBuilder<Object>, DequeBuilder<E>> change) {
        return closing(change.apply(builder()).open());
    }

    /** Closes the deque after the test. */
    public <E> Deque<E> closing(Deque<E> deque) {
        closeAfterwards(deque::close);
        return deque;
    }
}
