package dev.larder;

import dev.larder.codec.Codec;
import dev.larder.storage.Scalar;
import dev.larder.storage.Settings;
import dev.larder.storage.Store;
import dev.larder.storage.Wait;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a store remembers of the collection in it, so that nobody takes it for another one: its kind, its codecs, and
 * what else holds for as long as it exists. It lies in rows of the settings, which never change, because Python writes
 * rows that it does not know back as it read them when it opened the store.
 *
 * @param rows what the collection is to be, by the name of the row
 */
record CollectionIdentity(Map<String, Scalar> rows) {

    private static final String PREFIX = "larder_";
    private static final String KIND = PREFIX + "kind";
    private static final String KEYS = PREFIX + "keys";
    private static final String VALUES = PREFIX + "values";

    CollectionIdentity {
        rows = Map.copyOf(rows);
    }

    /** A collection of this kind, as messages name it: {@code deque}, {@code index}. */
    static CollectionIdentity of(String kind) {
        return new CollectionIdentity(Map.of(KIND, Scalar.of(kind)));
    }

    /** The same with this codec of the keys. */
    CollectionIdentity keys(Codec<?> codec) {
        return with(KEYS, Scalar.of(codec.name()));
    }

    /** The same with this codec of the values. */
    CollectionIdentity values(Codec<?> codec) {
        return with(VALUES, Scalar.of(codec.name()));
    }

    /** The same with another row, whose name begins with {@code larder_}. */
    CollectionIdentity with(String name, Scalar value) {
        Map<String, Scalar> more = new LinkedHashMap<>(rows);
        more.put(name, value);
        return new CollectionIdentity(more);
    }

    /**
     * Makes sure that the store holds this collection. An empty store that was not used for a collection before becomes
     * it. One that has rows but does not say what it is, such as a directory made by Python, is taken as it comes and
     * remembers nothing.
     *
     * @param place where the store is, for messages
     * @return the settings of the store
     * @throws IllegalStateException if it holds something else; it says both
     * @throws UnsupportedOperationException if it can hold caches only and this is none
     */
    Settings claim(Store store, Object place, Wait wait) {
        String kind = kind();
        if (!CollectionKind.isCache(kind)) {
            Losable.refuse(store, kind, place);
        }
        Settings settings = store.settings();
        if (!isRemembered(settings)) {
            settings = store.transact(wait, () -> {
                boolean isNew = store.count() == 0;
                store.changeSettings(
                        before -> isNew && !isRemembered(before) ? Settings.of(rows) : Settings.defaults(), wait);
                return store.settings();
            });
        }
        requireSame(settings, place);
        return settings;
    }

    private String kind() {
        return rows.get(KIND) instanceof Scalar.Text kind ? kind.value() : "collection";
    }

    private static boolean isRemembered(Settings settings) {
        return settings.rows().containsKey(KIND);
    }

    /** @throws IllegalStateException if the settings are those of another collection; it says both */
    void requireSame(Settings settings, Object place) {
        if (isRemembered(settings) && !settings.rows().entrySet().containsAll(rows.entrySet())) {
            throw new IllegalStateException("The store " + place + " was made with " + describe(settings.rows())
                    + " and cannot be opened with " + describe(rows)
                    + "; open it as what it is, or choose another place");
        }
    }

    private static String describe(Map<String, Scalar> rows) {
        return new TreeMap<>(rows)
                .entrySet().stream()
                        .filter(row -> row.getKey().startsWith(PREFIX))
                        .map(row -> row.getKey().substring(PREFIX.length()).replace('_', ' ') + " "
                                + Tags.toObject(row.getValue()))
                        .collect(Collectors.joining(", "));
    }
}
