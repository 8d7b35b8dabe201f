package dev.larder.jcache;

import java.net.URI;
import java.nio.file.Path;
import java.util.Properties;
import javax.cache.CacheManager;

/** Managers as another process would have them: of a provider of their own. */
final class Managers {

    private Managers() {}

    static CacheManager at(Path directory) {
        return at(directory.toUri(), new Properties());
    }

    static CacheManager at(URI uri, Properties properties) {
        return new LarderCachingProvider().getCacheManager(uri, Managers.class.getClassLoader(), properties);
    }
}
