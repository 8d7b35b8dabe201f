/** A JSR-107 caching provider whose caches live in a directory or a database. */
module dev.larder.jcache {
    requires static org.jspecify;
    requires transitive dev.larder;
    requires transitive cache.api;
    requires java.management;

    exports dev.larder.jcache;

    provides javax.cache.spi.CachingProvider with
            dev.larder.jcache.LarderCachingProvider;
}
