package dev.larder;

import dev.larder.storage.Key;
import dev.larder.storage.LoadException;
import org.jspecify.annotations.Nullable;

/** How a load ended, for the thread that did it and for those that waited for it. */
sealed interface Loaded<V> {

    /** There is a value, or it is known that there is none. */
    record Value<V>(@Nullable V value) implements Loaded<V> {}

    /** The loader threw, or its value could not be stored. */
    record Failure<V>(Throwable cause) implements Loaded<V> {

        /** For a thread that waited. */
        LoadException forOthers(Key key) {
            return new LoadException(
                    "Another thread failed to load key " + KeyMapper.describe(key) + ": " + cause, cause);
        }
    }

    /** The loader of another process threw, or one did so not long ago. */
    record Told<V>(String message) implements Loaded<V> {}

    /** The thread gave up before it had loaded anything; another one may try. */
    record GivenUp<V>() implements Loaded<V> {}
}
