package dev.larder.bench;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The mix of DiskCache's own benchmark: of a hundred operations 90 get, 9 set and 1 delete. */
final class Mix {

    private Mix() {}

    /** The operations of a store on one key. */
    interface Operations {
        byte @Nullable [] get(String key) throws Exception;

        boolean set(String key, byte[] value) throws Exception;

        boolean delete(String key) throws Exception;
    }

    /** One operation, drawn at random, on a random one of the keys. */
    static @Nullable Object step(Operations store, byte[] value) throws Exception {
        String key = Workload.present();
        int draw = ThreadLocalRandom.current().nextInt(100);
        if (draw < 90) {
            return store.get(key);
        }
        return draw < 99 ? store.set(key, value) : store.delete(key);
    }
}
