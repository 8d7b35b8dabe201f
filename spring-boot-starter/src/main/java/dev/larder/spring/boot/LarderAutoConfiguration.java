package dev.larder.spring.boot;

import dev.larder.Larder;
import dev.larder.LarderBuilder;
import dev.larder.spring.EnableLarderCaching;
import dev.larder.spring.LarderCacheManager;
import dev.larder.spring.LarderCacheManagerBuilder;
import dev.larder.storage.LarderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.util.ClassUtils;

/**
 * The application's larder, its cache manager, and the collections, locks and counters that properties name. The first
 * two back off from a bean of the application's own of their type, the others from one of their name. Runs listeners of
 * work queues.
 */
@AutoConfiguration(
        beforeName = {
            "org.springframework.boot.autoconfigure.cache.CacheAutoConfiguration",
            "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration"
        })
@EnableConfigurationProperties(LarderProperties.class)
@EnableLarderCaching
@Import(LarderCollectionsRegistrar.class)
public class LarderAutoConfiguration {

    LarderAutoConfiguration() {}

    /** Where {@code larder.storage} says. */
    @Bean
    @ConditionalOnMissingBean
    Larder larder(
            LarderProperties properties,
            ObjectProvider<LarderCustomizer> customizers,
            ObjectProvider<LarderSlowOperationListener> listeners,
            ConfigurableListableBeanFactory beans) {
        List<LarderCustomizer> ordered = customizers.orderedStream().toList();
        SlowOperationReports slow = SlowOperationReports.of(properties, listeners);
        return switch (properties.storage()) {
            case DIRECTORY -> inDirectory(properties, slow, ordered);
            case DATA_SOURCE -> inDataSource(slow, ordered, beans);
        };
    }

    private static Larder inDirectory(
            LarderProperties properties, @Nullable SlowOperationReports slow, List<LarderCustomizer> customizers) {
        Path directory = properties.directory();
        if (directory == null || directory.toString().isEmpty()) {
            throw new BadLarderPropertyException(
                    "larder.directory",
                    "it is not set, and nobody can know where the caches are to live",
                    "Set larder.directory to a directory on a local disk, which will be made if it does not exist;"
                            + " or set larder.storage to data-source; or declare a bean of type Larder.",
                    null);
        }
        try {
            Files.createDirectories(directory); // now, and not when the first cache is needed
        } catch (IOException e) {
            throw new BadLarderPropertyException(
                    "larder.directory",
                    "'" + directory + "' cannot be a directory: " + e,
                    "Set it to a directory on a local disk, or to where the application may make one.",
                    e);
        }
        // what outlives the application, as a listener that does not come to its end, is not to open it again
        LarderBuilder builder =
                Larder.at(directory).durability(properties.durability()).refuseReopening();
        if (properties.allowNetworkFileSystem()) {
            builder = builder.allowNetworkFileSystem();
        }
        if (slow != null) {
            builder = builder.slowOperations(slow.atLeast(), slow.listener());
        }
        for (LarderCustomizer customizer : customizers) {
            builder = customizer.customize(builder);
        }
        return builder.open();
    }

    private static Larder inDataSource(
            @Nullable SlowOperationReports slow,
            List<LarderCustomizer> customizers,
            ConfigurableListableBeanFactory beans) {
        if (!ClassUtils.isPresent("dev.larder.jooq.JooqLarder", beans.getBeanClassLoader())) {
            throw new BadLarderPropertyException(
                    "larder.storage",
                    "it is data-source, but larder-jooq is not there",
                    "Add the dependency dev.larder:larder-jooq, or set larder.storage to directory.",
                    null);
        }
        if (!customizers.isEmpty()) {
            throw new BadLarderPropertyException(
                    "larder.storage",
                    "it is data-source, where a LarderCustomizer has nothing to change",
                    "Remove it, or declare a bean of type Larder.",
                    null);
        }
        return LarderInDataSource.open(slow, beans);
    }

    /** Runs the methods with {@link LarderQueueListener}. */
    @Bean
    LarderQueueListeners larderQueueListeners(ConfigurableListableBeanFactory beans, LarderProperties properties) {
        return new LarderQueueListeners(beans, properties);
    }

    /** Says so where properties describe caches that nobody makes; who chooses another kind of cache knows. */
    @Bean
    @ConditionalOnMissingBean(Caching.class)
    @ConditionalOnProperty(name = "spring.cache.type", havingValue = "larder", matchIfMissing = true)
    UnusedCacheProperties unusedLarderCacheProperties(LarderProperties properties, ListableBeanFactory beans) {
        return new UnusedCacheProperties(properties, beans);
    }

    /** The cache manager, unless another kind of cache is chosen. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(CacheManager.class)
    @ConditionalOnProperty(name = "spring.cache.type", havingValue = "larder", matchIfMissing = true)
    static class Caching {

        private static final String TRANSACTIONS =
                "org.springframework.transaction.support.TransactionSynchronizationManager";

        @Bean
        LarderCacheManager cacheManager(
                Larder larder, LarderProperties properties, ObjectProvider<LarderCacheManagerCustomizer> customizers) {
            CacheProperties defaults = defaults(properties);
            LarderCacheManagerBuilder builder =
                    LarderCacheManager.of(larder).defaults(CacheOptions.of("larder.default-cache", defaults));
            for (Map.Entry<String, CacheProperties> cache : properties.caches().entrySet()) {
                builder = builder.cache(
                        cache.getKey(),
                        CacheOptions.of(
                                "larder.caches." + cache.getKey(),
                                cache.getValue().over(defaults)));
            }
            if (properties.onlyNamedCaches()) {
                builder = builder.onlyNamed();
            }
            for (LarderCacheManagerCustomizer customizer :
                    customizers.orderedStream().toList()) {
                builder = customizer.customize(builder);
            }
            try {
                return builder.build();
            } catch (IllegalArgumentException | IllegalStateException | LarderException e) {
                throw new BadLarderPropertyException(
                        "larder.caches",
                        "a cache cannot be opened: " + e.getMessage(),
                        "Give it the options that it was made with, another name, or remove what is in "
                                + larder.directory().map(Object::toString).orElse("the database")
                                + " if it is no longer needed.",
                        e);
            }
        }

        /** What holds for all caches; beside the application's own tables writes wait for its transactions. */
        private static CacheProperties defaults(LarderProperties properties) {
            CacheProperties told = properties.defaultCache();
            boolean waits = properties.storage() == LarderProperties.StorageKind.DATA_SOURCE
                    && ClassUtils.isPresent(TRANSACTIONS, LarderAutoConfiguration.class.getClassLoader());
            return waits ? told.over(CacheProperties.WAITING) : told;
        }
    }
}
