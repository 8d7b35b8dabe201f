package dev.larder.contract;

import dev.larder.Cache;
import dev.larder.internal.Backed;
import dev.larder.internal.pickle.Pickle;
import dev.larder.internal.pickle.Tuple;
import dev.larder.storage.Access;
import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.Encoded;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.LeaseName;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.Store;
import dev.larder.storage.Wait;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What other programs see of a recipe, and do to it: the row under its key. */
record RecipeRow(Store store, Key key) {

    @SuppressWarnings("unchecked") // the caches of the testbed are made of stores
    static RecipeRow of(Cache<Object, Object> cache, Object key) {
        Backed<Object> backed = (Backed<Object>) cache;
        Key storeKey = backed.toKey(key);
        return new RecipeRow(backed.storeOf(storeKey), storeKey);
    }

    @Nullable
    Row find() {
        return store.find(key, Fetch.VALUE, Access.IGNORE);
    }

    boolean isThere() {
        return find() != null;
    }

    Encoded value() {
        return Objects.requireNonNull(Objects.requireNonNull(find()).value());
    }

    /** What Python reads. */
    @Nullable
    Object unpickled() {
        return Pickle.read(value());
    }

    double expireTime() {
        return Objects.requireNonNull(find()).expireTime();
    }

    /** Stores as Python does, without expiry. */
    void pickle(@Nullable Object... tuple) {
        put(Pickle.value(Tuple.of(tuple), Pickle.MAX_PROTOCOL));
    }

    void pickleNone() {
        put(Pickle.value(null, Pickle.MAX_PROTOCOL));
    }

    void put(long number) {
        put(Encoded.natively(Scalar.of(number)));
    }

    void put(String text) {
        put(Encoded.natively(Scalar.of(text)));
    }

    private void put(Encoded value) {
        Item item = new Item(value, Expiry.never(), null);
        store.store(key, item, Condition.always(), null, Cull.NONE, Wait.FOREVER);
    }

    void remove() {
        store.remove(key, Condition.always(), Fetch.METADATA, Wait.FOREVER);
    }

    int permitLeases() {
        return store.leases(new LeaseName("permit", key)).size();
    }

    /** When the only permit's lease ends. */
    double permitEnd() {
        return store.leases(new LeaseName("permit", key)).get(0).endTime();
    }
}
