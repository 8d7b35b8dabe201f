package dev.larder.spring.boot;

import java.util.List;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.cache.CacheManager;

/** Says so where properties describe caches, and the application has a cache manager of its own. */
record UnusedCacheProperties(LarderProperties properties, ListableBeanFactory beans)
        implements SmartInitializingSingleton {

    private static final System.Logger LOG = System.getLogger(UnusedCacheProperties.class.getName());

    @Override
    public void afterSingletonsInstantiated() {
        if (!properties.caches().isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The properties larder.caches of {0} have no effect, because the application has a cache manager"
                            + " of its own: {1}; remove it, or have it made by the starter and changed by a"
                            + " LarderCacheManagerCustomizer",
                    properties.caches().keySet(),
                    List.of(beans.getBeanNamesForType(CacheManager.class, true, false)));
        }
    }
}
