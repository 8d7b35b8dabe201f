package dev.larder;

import dev.larder.storage.Durability;
import dev.larder.storage.Storage;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.Wait;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How the stores of a collection are opened, whatever its kind.
 *
 * @param config for the storage; its waits are the timeout of all operations, its observer is made at opening
 * @param reopening whether a closed store opens again when it is used
 * @param slow who is told of slow operations, or null
 */
record StoreOpening(
        StoreConfig config, boolean reopening, @Nullable SlowOperations slow) {

    static StoreOpening defaults() {
        return new StoreOpening(StoreConfig.defaults(), true, null);
    }

    /** The same for collections beneath another one: all but settings, timeouts and what is told of removals. */
    StoreOpening beneath() {
        return with(StoreConfig.defaults()
                .withClock(config.clock())
                .withDurability(config.durability())
                .withCheckGracePeriod(config.checkGracePeriod())
                .withAllowNetworkDisk(config.allowNetworkDisk()));
    }

    StoreOpening with(StoreConfig config) {
        return new StoreOpening(config, reopening, slow);
    }

    StoreOpening timeout(Duration timeout) {
        Wait wait = Wait.upTo(Objects.requireNonNull(timeout, "timeout"));
        return with(config.withOpenWait(wait).withReadWait(wait));
    }

    StoreOpening durability(Durability durability) {
        return with(config.withDurability(Objects.requireNonNull(durability, "durability")));
    }

    StoreOpening clock(InstantSource clock) {
        return with(config.withClock(Objects.requireNonNull(clock, "clock")));
    }

    StoreOpening allowNetworkFileSystem() {
        return with(config.withAllowNetworkDisk(true));
    }

    StoreOpening checkGracePeriod(Duration age) {
        return with(config.withCheckGracePeriod(Objects.requireNonNull(age, "age")));
    }

    StoreOpening refuseReopening() {
        return new StoreOpening(config, false, slow);
    }

    StoreOpening slowOperations(Duration atLeast, Consumer<? super SlowOperation> listener) {
        return new StoreOpening(config, reopening, new SlowOperations(atLeast, listener));
    }

    /** What is chosen of every kind of collection. */
    CollectionChoices choices() {
        return new CollectionChoices(Map.of(), CollectionChoices.told(config.settings()))
                .opener("timeout", config.readWait().toDuration())
                .opener("timeout of opening", config.openWait().toDuration())
                .opener("durability", config.durability())
                .opener("exact access", config.exactAccess())
                .opener("clock", config.clock())
                .opener("check grace period", config.checkGracePeriod())
                .opener("network file system allowed", config.allowNetworkDisk())
                .opener("reopening", reopening)
                .opener("slow operations from", slow == null ? null : slow.atLeast())
                .opener("listener of slow operations", slow == null ? null : slow.listener());
    }

    /** Opens the only store of a collection. */
    ReopeningStore open(Storage storage, Place place) {
        return open(storage, reporter(place, storage.uri()));
    }

    /** Opens one of the stores of a collection, which report as one. */
    ReopeningStore open(Storage storage, @Nullable SlowReporter reporter) {
        return new ReopeningStore(storage, config, reopening, reporter);
    }

    /** Who reports the slow operations of a collection; null if nobody wants to know. */
    @Nullable
    SlowReporter reporter(Place place, URI uri) {
        return slow == null ? null : new SlowReporter(place.name(uri), slow, config.clock());
    }
}
