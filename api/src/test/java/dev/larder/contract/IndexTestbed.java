package dev.larder.contract;

import dev.larder.Cache;
import dev.larder.Index;
import dev.larder.IndexBuilder;
import dev.larder.storage.Storage;
import java.util.function.Function;

/** What a contract test of indexes works with. */
public final class IndexTestbed extends CollectionTestbed {

    IndexTestbed(Storage storage) {
        super(storage);
    }

    /** How indexes are opened here: with this clock and otherwise as the defaults are. */
    public IndexBuilder<Object, Object> builder() {
        return Index.on(storage()).clock(clock());
    }

    /** Opens the place, once more if it is open. */
    public Index<Object, Object> open() {
        return open(options -> options);
    }

    /** Opens the place in another way than {@link #builder()} says. */
    public <K, V> Index<K, V> open(Function<IndexBuilder<Object, Object>, IndexBuilder<K, V>> change) {
        Index<K, V> index = change.apply(builder()).open();
        closeAfterwards(index::close);
        return index;
    }

    /** Counters, entries and files agree, and every entry has a place that Python lists. */
    @Override
    void lookOver() {
        CacheTestbed.lookOver(Cache.on(storage()));
    }
}
