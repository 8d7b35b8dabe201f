package dev.larder.spring.boot;

import dev.larder.Larder;
import dev.larder.LarderBuilder;
import dev.larder.jooq.JooqLarder;
import dev.larder.spring.EnableLarderCaching;
import dev.larder.spring.LarderCacheManager;
import dev.larder.spring.LarderCacheManagerBuilder;
import dev.larder.storage.LarderException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.JDBCUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.util.ClassUtils;

/**
 * The application's larder, its cache manager, and the collections, locks and counters that properties name. Each backs
 * off from a bean of the application's own.
 */
@AutoConfiguration(
        beforeName = {
            "org.springframework.boot.autoconfigure.cache.CacheAutoConfiguration",
            "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration"
        },
        afterName = {
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
        })
@EnableConfigurationProperties(LarderProperties.class)
@EnableLarderCaching
@Import({LarderCollectionsRegistrar.class, LarderQueueListenerConfiguration.class})
public class LarderAutoConfiguration {

    LarderAutoConfiguration() {}

    /** Collections in a directory. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "larder.storage", havingValue = "directory", matchIfMissing = true)
    static class InDirectory {

        @Bean
        @ConditionalOnMissingBean
        Larder larder(LarderProperties properties, ObjectProvider<LarderCustomizer> customizers) {
            Path directory = properties.directory();
            if (directory == null || directory.toString().isEmpty()) {
                throw new BadLarderPropertyException(
                        "larder.directory",
                        "it is not set, and nobody can know where the caches are to live",
                        "Set larder.directory to a directory on a local disk, which will be made if it does not exist;"
                                + " or set larder.storage to data-source; or declare a bean of type Larder.",
                        null);
            }
            LarderBuilder builder = Larder.at(directory).durability(properties.durability());
            if (properties.allowNetworkFileSystem()) {
                builder = builder.allowNetworkFileSystem();
            }
            for (LarderCustomizer customizer : customizers.orderedStream().toList()) {
                builder = customizer.customize(builder);
            }
            return builder.open();
        }
    }

    /** Collections in tables beside the application's own. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(JooqLarder.class)
    @ConditionalOnProperty(name = "larder.storage", havingValue = "data-source")
    static class InDataSource {

        private static final String PROPERTY = "larder.storage";

        @Bean
        @ConditionalOnMissingBean
        Larder larder(ObjectProvider<DataSource> dataSources, ObjectProvider<LarderCustomizer> customizers) {
            if (customizers.stream().findAny().isPresent()) {
                throw new BadLarderPropertyException(
                        PROPERTY,
                        "it is data-source, where a LarderCustomizer has nothing to change",
                        "Remove it, or declare a bean of type Larder.",
                        null);
            }
            DataSource dataSource = dataSources.getIfUnique();
            if (dataSource == null) {
                throw new BadLarderPropertyException(
                        PROPERTY,
                        "it is data-source, but there is none, or more than one and none is primary",
                        "Configure the application's DataSource, or declare a bean of type Larder.",
                        null);
            }
            try {
                return JooqLarder.using(DSL.using(dataSource, dialect(dataSource)))
                        .migrate(dataSource)
                        .larder();
            } catch (IllegalArgumentException | LarderException e) {
                throw new BadLarderPropertyException(
                        PROPERTY,
                        "the collections cannot live in the application's database: " + e.getMessage(),
                        "Use PostgreSQL, H2 or SQLite, with the right to make tables; or set larder.storage to"
                                + " directory.",
                        e);
            }
        }

        private static SQLDialect dialect(DataSource dataSource) {
            try (Connection connection = dataSource.getConnection()) {
                return JDBCUtils.dialect(connection);
            } catch (SQLException e) {
                throw new BadLarderPropertyException(
                        PROPERTY,
                        "the application's database cannot be reached: " + e.getMessage(),
                        "Check the properties of the DataSource.",
                        e);
            }
        }
    }

    /** Says what is missing. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass("dev.larder.jooq.JooqLarder")
    @ConditionalOnProperty(name = "larder.storage", havingValue = "data-source")
    static class WithoutJooq {

        @Bean
        @ConditionalOnMissingBean
        Larder larder() {
            throw new BadLarderPropertyException(
                    "larder.storage",
                    "it is data-source, but larder-jooq is not on the class path",
                    "Add the dependency dev.larder:larder-jooq, or set larder.storage to directory.",
                    null);
        }
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
