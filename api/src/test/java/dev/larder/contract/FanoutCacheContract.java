package dev.larder.contract;

/** What a cache must do that splits its keys among several stores in a directory. */
public interface FanoutCacheContract
        extends FanoutUnderTest, CommonCacheContract, FanoutTimeoutContract, FanoutQueueContract {}
