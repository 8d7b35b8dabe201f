package dev.larder;

import dev.larder.storage.RemovalCause;
import dev.larder.storage.RemovalObserver;
import dev.larder.storage.Row;

/** Tells a user's listener of removed rows, and keeps its failures away from the operation that removed them. */
record RemovalNotifier<K>(RemovalListener<? super K> listener, KeyMapper<K> keys) implements RemovalObserver {

    private static final System.Logger LOG = System.getLogger(RemovalNotifier.class.getName());

    @Override
    public void removed(Row row, RemovalCause cause) {
        try {
            K key = keys.fromKey(row.key());
            if (key != null) {
                tell(new Removal<>(key, cause, Times.expiry(row.expireTime()), Tags.fromScalar(row.tag()), row.size()));
            }
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The removal listener failed for key " + KeyMapper.describe(row.key()) + " (" + cause + ")",
                    e);
        }
    }

    // a listener of a supertype of K takes removals of that supertype, and Removal only hands its key out
    @SuppressWarnings("unchecked")
    private void tell(Removal<K> removal) {
        ((RemovalListener<K>) listener).removed(removal);
    }
}
