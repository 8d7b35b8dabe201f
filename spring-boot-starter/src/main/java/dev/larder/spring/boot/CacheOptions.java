package dev.larder.spring.boot;

import dev.larder.FailurePolicy;
import dev.larder.spring.LarderCacheOptions;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What properties of caches mean. */
final class CacheOptions {

    private final String property;
    private LarderCacheOptions options = LarderCacheOptions.defaults();

    private CacheOptions(String property) {
        this.property = property;
    }

    /**
     * The options that the properties of a cache say.
     *
     * @param property what they begin with
     * @throws BadLarderPropertyException if one of them cannot be
     */
    static LarderCacheOptions of(String property, CacheProperties properties) {
        return new CacheOptions(property).of(properties);
    }

    private LarderCacheOptions of(CacheProperties told) {
        options = options.values(Codecs.values(property, told.codec(), told.type(), told.classes()));
        set("time-to-live", told.timeToLive(), LarderCacheOptions::timeToLive);
        set("shards", told.shards(), LarderCacheOptions::shards);
        set("timeout", told.timeout(), LarderCacheOptions::timeout);
        set("key-prefix", told.keyPrefix(), LarderCacheOptions::keyPrefix);
        set("size-limit", told.sizeLimit(), (all, limit) -> all.sizeLimit(limit.toBytes()));
        set("eviction-policy", told.evictionPolicy(), LarderCacheOptions::evictionPolicy);
        set("tag-index", told.tagIndex(), LarderCacheOptions::tagIndex);
        set(
                "on-failure",
                told.onFailure(),
                (all, what) -> all.onFailure(
                        what == CacheProperties.OnFailure.FAIL ? FailurePolicy.FAIL : FailurePolicy.MISS));
        set("null-values", told.nullValues(), (all, kept) -> kept ? all : all.refuseNull());
        set("versioned", told.versioned(), (all, on) -> on ? all.versioned() : all);
        set("after-commit", told.afterCommit(), (all, on) -> on ? all.afterCommit() : all);
        return options.statistics(told.statistics() == null || told.statistics());
    }

    private <T> void set(
            String name, @Nullable T value, BiFunction<LarderCacheOptions, T, LarderCacheOptions> setting) {
        if (value == null) {
            return;
        }
        try {
            options = setting.apply(options, value);
        } catch (IllegalArgumentException e) {
            throw new BadLarderPropertyException(
                    property + "." + name, "cannot be '" + value + "': " + e.getMessage(), "Change its value.", e);
        }
    }
}
