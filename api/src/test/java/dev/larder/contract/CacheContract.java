package dev.larder.contract;

/** What a cache must do on every storage: all contracts together. */
public interface CacheContract
        extends SetContract,
                KeyContract,
                NumberKeyContract,
                ConditionalWriteContract,
                BulkContract,
                GetContract,
                WriteContract,
                ReadContract,
                CounterContract,
                RemoveContract,
                ExpiryContract,
                TagContract,
                BatchRemovalContract,
                EvictionContract,
                QueueContract,
                ListingContract,
                InsertionOrderContract,
                KeyOrderContract,
                TotalsContract,
                StatsContract,
                CheckContract {}
