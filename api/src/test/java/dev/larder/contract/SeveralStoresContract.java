package dev.larder.contract;

/**
 * What a cache that splits its keys does over several stores at once, of {@link FanoutCacheContract}: for storages
 * whose plain caches pass the rest, which concerns one key and so one store, and which takes long to run once more.
 */
public interface SeveralStoresContract
        extends FanoutUnderTest,
                FanoutTimeoutContract,
                FanoutQueueContract,
                BulkContract,
                EvictionContract,
                KeyOrderContract,
                TotalsContract,
                StatsContract,
                CheckContract,
                TransactContract,
                LifecycleContract,
                ReferenceContract,
                RemovalListenerContract,
                SlowOperationContract,
                BuilderContract {}
