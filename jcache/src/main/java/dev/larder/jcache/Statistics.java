package dev.larder.jcache;

import java.util.concurrent.atomic.LongAdder;
import javax.cache.management.CacheStatisticsMXBean;

/** What the operations of this cache object have met since it was created or cleared: those of this process alone. */
final class Statistics implements CacheStatisticsMXBean {

    private static final float NANOS_PER_MICROSECOND = 1000;
    private static final float PERCENT = 100;

    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder puts = new LongAdder();
    private final LongAdder removals = new LongAdder();
    private final LongAdder evictions = new LongAdder();
    private final LongAdder getNanos = new LongAdder();
    private final LongAdder putNanos = new LongAdder();
    private final LongAdder removeNanos = new LongAdder();

    /** Counts what an operation that began at {@code start}, in {@link System#nanoTime()}, has done. */
    void count(Tally tally, long start) {
        long nanos = System.nanoTime() - start;
        if (tally.hits() + tally.misses() > 0) {
            hits.add(tally.hits());
            misses.add(tally.misses());
            getNanos.add(nanos);
        }
        if (tally.puts() > 0) {
            puts.add(tally.puts());
            putNanos.add(nanos);
        }
        if (tally.removals() > 0) {
            removals.add(tally.removals());
            removeNanos.add(nanos);
        }
    }

    void countEviction() {
        evictions.increment();
    }

    @Override
    public void clear() {
        hits.reset();
        misses.reset();
        puts.reset();
        removals.reset();
        evictions.reset();
        getNanos.reset();
        putNanos.reset();
        removeNanos.reset();
    }

    @Override
    public long getCacheHits() {
        return hits.sum();
    }

    @Override
    public float getCacheHitPercentage() {
        return percentage(getCacheHits());
    }

    @Override
    public long getCacheMisses() {
        return misses.sum();
    }

    @Override
    public float getCacheMissPercentage() {
        return percentage(getCacheMisses());
    }

    private float percentage(long part) {
        long gets = getCacheGets();
        return gets == 0 ? 0 : part * PERCENT / gets;
    }

    @Override
    public long getCacheGets() {
        return getCacheHits() + getCacheMisses();
    }

    @Override
    public long getCachePuts() {
        return puts.sum();
    }

    @Override
    public long getCacheRemovals() {
        return removals.sum();
    }

    @Override
    public long getCacheEvictions() {
        return evictions.sum();
    }

    @Override
    public float getAverageGetTime() {
        return average(getNanos, getCacheGets());
    }

    @Override
    public float getAveragePutTime() {
        return average(putNanos, getCachePuts());
    }

    @Override
    public float getAverageRemoveTime() {
        return average(removeNanos, getCacheRemovals());
    }

    private static float average(LongAdder nanos, long operations) {
        return operations == 0 ? 0 : nanos.sum() / NANOS_PER_MICROSECOND / operations;
    }
}
