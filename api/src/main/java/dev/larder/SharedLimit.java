package dev.larder;

import dev.larder.storage.Cull;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Item;
import dev.larder.storage.LarderException;
import dev.larder.storage.LarderTimeoutException;
import dev.larder.storage.Scalar;
import dev.larder.storage.Selection;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import dev.larder.storage.Store;
import dev.larder.storage.Wait;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One limit for several stores together. Each store's setting is an equal share of it, because that is what Python
 * DiskCache goes by; here it is the sum of the volumes that counts. A store below its share never loses entries because
 * others are above theirs, and one above its share keeps what the others leave room for. While a store fails, the
 * others go by what was last known of it.
 */
final class SharedLimit implements SizeLimit {

    private static final System.Logger LOG = System.getLogger(SharedLimit.class.getName());

    private static final Wait AT_ONCE = Wait.upTo(Duration.ZERO);

    private final List<Store> stores;
    private final List<VolumeEstimate> volumes;
    private final List<KnownSettings> settings;
    private volatile @Nullable Rules rules;

    SharedLimit(List<Store> stores) {
        this.stores = stores;
        this.volumes = stores.stream().map(VolumeEstimate::new).toList();
        this.settings = stores.stream().map(KnownSettings::new).toList();
    }

    // ---- the settings

    /** The form in which each of so many stores has its share of {@code bytes}. */
    static Scalar share(long bytes, int stores) {
        return Scalar.of(bytes / (double) stores);
    }

    /** Whether a store's settings have a share, as those of a new store have not. */
    static boolean isShare(Settings settings) {
        return settings.rows().get(Setting.SIZE_LIMIT.name()) instanceof Scalar.Float64;
    }

    /** What rules in each store, and the limit for all. */
    private record Rules(Settings[] settings, Cull[] culls, long bytes) {

        static Rules of(Settings[] settings) {
            Cull[] culls = new Cull[settings.length];
            BigDecimal sum = BigDecimal.ZERO;
            for (int i = 0; i < settings.length; i++) {
                culls[i] = SizeLimit.ofSettings(settings[i]);
                sum = sum.add(exactLimit(settings[i]));
            }
            BigDecimal rounded = sum.setScale(0, RoundingMode.HALF_UP);
            return new Rules(
                    settings,
                    culls,
                    rounded.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValueExact());
        }

        private static BigDecimal exactLimit(Settings settings) {
            return settings.rows().get(Setting.SIZE_LIMIT.name()) instanceof Scalar.Float64 share
                    ? new BigDecimal(share.value())
                    : BigDecimal.valueOf(settings.get(Setting.SIZE_LIMIT));
        }

        long share() {
            return bytes / culls.length;
        }

        /** What this store may take while the others take so much. */
        long limit(long others) {
            return Math.max(share(), bytes - others);
        }
    }

    private Rules rules() {
        Rules known = rules;
        if (known == null || !isCurrent(known)) {
            known = Rules.of(settings.stream().map(KnownSettings::get).toArray(Settings[]::new));
            rules = known;
        }
        return known;
    }

    @SuppressWarnings("ReferenceEquality") // settings are immutable, and are the same until they change
    private boolean isCurrent(Rules known) {
        for (int i = 0; i < known.settings.length; i++) {
            if (known.settings[i] != settings.get(i).get()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Settings ofWhole(Settings first) {
        return first.with(Setting.SIZE_LIMIT, rules().bytes);
    }

    @Override
    public Settings inEach(Settings whole) {
        return inEach(whole, stores.size());
    }

    /** What settings of the whole are in each of so many stores. */
    static Settings inEach(Settings whole, int stores) {
        if (!whole.rows().containsKey(Setting.SIZE_LIMIT.name())) {
            return whole;
        }
        Map<String, Scalar> rows = new HashMap<>(whole.rows());
        rows.put(Setting.SIZE_LIMIT.name(), share(whole.get(Setting.SIZE_LIMIT), stores));
        return Settings.of(rows);
    }

    // ---- writes

    @Override
    public Cull cull(int shard) {
        Rules known = rules();
        Cull own = known.culls[shard];
        if (own.limit() == 0 || own.policy() == EvictionPolicy.NONE) {
            return own;
        }
        long others = sum() - volumes.get(shard).bytes();
        return new Cull(own.limit(), own.policy(), known.limit(others));
    }

    private long sum() {
        long sum = 0;
        for (VolumeEstimate volume : volumes) {
            sum += volume.bytes();
        }
        return sum;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The write itself trims its own store, unless that is below its share; then the one that has most must give
     * way, if it is free just now.
     */
    @Override
    public void wrote(int shard, Item item) {
        volumes.get(shard).wrote(item);
        Rules known = rules();
        if (known.culls[shard].limit() == 0 || volumes.get(shard).bytes() >= known.share() || sum() <= known.bytes) {
            return;
        }
        Excess excess = excess(known, Set.of(shard));
        if (excess != null) {
            trim(excess, known.culls[excess.shard()].limit());
        }
    }

    private void trim(Excess excess, int limit) {
        if (limit == 0) {
            return;
        }
        try {
            stores.get(excess.shard()).purge(excess.rows(), limit, AT_ONCE);
        } catch (LarderTimeoutException e) {
            LOG.log(System.Logger.Level.TRACE, "A shard that is above its share was busy; a later write trims it", e);
        } catch (LarderException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "A shard that is above its share could not be trimmed; the write to another one is done",
                    e);
        }
        volumes.get(excess.shard()).forget();
    }

    // ---- culling all

    @Override
    public @Nullable Excess excess(Set<Integer> done) {
        volumes.forEach(VolumeEstimate::forget);
        Rules known = rules();
        return sum() <= known.bytes ? null : excess(known, done);
    }

    /** The store with most above its share. */
    private @Nullable Excess excess(Rules known, Set<Integer> done) {
        int most = IntStream.range(0, stores.size())
                .filter(shard -> !done.contains(shard)
                        && volumes.get(shard).isReadable()
                        && volumes.get(shard).bytes() > known.share())
                .reduce((a, b) -> volumes.get(a).bytes() >= volumes.get(b).bytes() ? a : b)
                .orElse(-1);
        if (most < 0) {
            return null;
        }
        long others = sum() - volumes.get(most).bytes();
        return new Excess(most, new Selection.OverLimit(known.culls[most].policy(), known.limit(others)));
    }
}
