package dev.larder;

import dev.larder.storage.StoreConfig;

/**
 * How collections are opened that somebody asks for by name.
 *
 * @param config what they have in common
 * @param reopening whether a closed one opens again when it is used
 */
record CollectionDefaults(StoreConfig config, boolean reopening) {

    /** Those of the collections beneath another one: its options but for settings and listener. */
    static CollectionDefaults of(CacheOptions<?, ?> options) {
        StoreConfig plain = StoreConfig.defaults()
                .withClock(options.config().clock())
                .withDurability(options.config().durability())
                .withCheckGracePeriod(options.config().checkGracePeriod())
                .withAllowNetworkDisk(options.config().allowNetworkDisk());
        return new CollectionDefaults(plain, options.reopening());
    }

    /** The options with which a collection in this place begins. */
    CacheOptions<Object, Object> in(Place place) {
        CacheOptions<Object, Object> options = CacheOptions.of(place).with(config);
        return reopening ? options : options.refuseReopening();
    }
}
