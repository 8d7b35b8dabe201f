package dev.larder.contract;

/**
 * Where a fresh cache comes from that splits its keys among several stores: see {@link ShardDirectoryUnderTest} and
 * {@link ShardStoragesUnderTest}.
 */
public interface FanoutUnderTest extends CacheUnderTest {

    /** Among how many stores the keys are split. */
    int shards();

    @Override
    default boolean throwsTimeouts() {
        return false;
    }
}
