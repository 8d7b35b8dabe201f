package dev.larder.contract;

/** What a cache in a single store must do on every storage: all contracts together. */
public interface CacheContract extends CommonCacheContract, SingleStoreContract, TimeoutContract, FailureContract {}
