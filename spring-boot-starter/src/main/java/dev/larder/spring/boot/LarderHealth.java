package dev.larder.spring.boot;

import dev.larder.Larder;
import dev.larder.spring.LarderCache;
import dev.larder.spring.LarderCacheManager;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether the larder answers, whatever Spring Boot's classes for that are.
 *
 * @param manager whose caches are asked, or null if there is none
 */
record LarderHealth(Larder larder, @Nullable LarderCacheManager manager) {

    /**
     * What to tell beside that it is up.
     *
     * @throws RuntimeException if it does not answer
     */
    Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        larder.directory().ifPresent(directory -> details.put("directory", directory.toString()));
        details.put("collections", larder.collections().size());
        if (manager != null) {
            for (String name : manager.getCacheNames()) {
                LarderCache cache = manager.getCache(name);
                if (cache != null) {
                    cache.getNativeCache().size();
                }
            }
        }
        return details;
    }
}
