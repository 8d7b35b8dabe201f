package dev.larder.contract;

import dev.larder.Cache;

/** Gives tests of {@link Cache} what they work with. */
final class CacheTestbedExtension extends CollectionTestbedExtension<CacheTestbed> {

    CacheTestbedExtension() {
        super(Cache.class, CacheTestbed.class);
    }

    @Override
    CacheTestbed newTestbed(Object test) throws Exception {
        return new CacheTestbed((CacheUnderTest) test);
    }

    @Override
    Object open(CacheTestbed testbed) {
        return testbed.open();
    }
}
