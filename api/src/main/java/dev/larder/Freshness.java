package dev.larder;

import dev.larder.storage.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How fresh an entry is, by its age.
 *
 * @param options what is said about that
 * @param left seconds until it is stale; negative when it is
 * @param whole seconds from when it was stored until it is stale
 */
record Freshness(LoadOptions<?> options, double left, double whole) {

    static Freshness of(LoadOptions<?> options, Row row, Instant now) {
        double staleFrom = row.expireTime() - seconds(options.stale());
        return new Freshness(options, staleFrom - seconds(now), staleFrom - row.storeTime());
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }

    static double seconds(Instant instant) {
        return instant.getEpochSecond() + instant.getNano() / 1e9;
    }

    /** Whether it is good only if loading fails. */
    boolean isStale() {
        LoadOptions.Revalidation revalidation = options.revalidation();
        return left <= 0 && (revalidation == null || -left >= seconds(revalidation.stale()));
    }

    /**
     * Where to load it anew, if it is time for that.
     *
     * @param took how many nanoseconds loading took, asked for only if that matters
     */
    @Nullable
    Executor refresher(Supplier<OptionalLong> took) {
        LoadOptions.Revalidation revalidation = options.revalidation();
        if (left <= 0 && revalidation != null) {
            return revalidation.executor();
        }
        LoadOptions.Ahead ahead = options.ahead();
        if (ahead != null && left < ahead.fraction() * whole) {
            return ahead.executor();
        }
        LoadOptions.Early early = options.early();
        if (early != null && left < Double.POSITIVE_INFINITY) {
            OptionalLong nanos = took.get();
            if (nanos.isPresent() && -nanos.getAsLong() / 1e9 * early.beta() * Math.log(early.chance()) >= left) {
                return early.executor();
            }
        }
        return null;
    }
}
