package dev.larder.spring.boot;

import dev.larder.Deque;
import dev.larder.Index;
import dev.larder.Larder;
import dev.larder.WorkQueue;
import dev.larder.micrometer.CacheMeters;
import dev.larder.micrometer.QueueMeters;
import dev.larder.spring.LarderCacheManager;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.util.StringUtils;

/** The meters of {@code larder-micrometer} for caches, and for the collections that properties name. */
@AutoConfiguration(after = LarderAutoConfiguration.class)
@ConditionalOnClass({CacheMeters.class, MeterBinder.class})
@ConditionalOnBean(Larder.class)
public class LarderMetricsAutoConfiguration {

    private static final String MANAGER = "cacheManager";

    LarderMetricsAutoConfiguration() {}

    /**
     * Those of all caches of all Larder cache managers. Spring Boot binds the meters of the caches that are open when
     * it starts, and a cache that is not named is opened when it is first used: so it is not asked to.
     */
    @Bean
    MeterBinder larderCacheMeters(ListableBeanFactory beans) {
        return registry -> beans.getBeansOfType(LarderCacheManager.class)
                .forEach((bean, manager) -> manager.onEachCache(
                        cache -> CacheMeters.of(cache.getNativeCache(), cache.getName(), tags(bean, cache.getName()))
                                .bindTo(registry)));
    }

    /** The tags that Spring Boot gives to caches of all kinds: some systems want the same ones for one meter. */
    private static Tags tags(String bean, String cache) {
        boolean says = bean.length() > MANAGER.length() && StringUtils.endsWithIgnoreCase(bean, MANAGER);
        String manager = says ? bean.substring(0, bean.length() - MANAGER.length()) : bean;
        return Tags.of("cache.manager", manager, "name", cache);
    }

    /** Those of the work queues, deques and indexes that properties name. */
    @Bean
    MeterBinder larderCollectionMeters(LarderProperties properties, ListableBeanFactory beans) {
        return registry -> {
            for (String name : properties.queues().keySet()) {
                WorkQueue<?> queue = beans.getBean(LarderCollectionsRegistrar.bean("queue", name), WorkQueue.class);
                QueueMeters.of(queue, name, Tags.empty()).bindTo(registry);
            }
            for (String name : properties.deques().keySet()) {
                Deque<?> deque = beans.getBean(LarderCollectionsRegistrar.bean("deque", name), Deque.class);
                size("deque", name, deque, Deque::length).register(registry);
            }
            for (String name : properties.indexes().keySet()) {
                Index<?, ?> index = beans.getBean(LarderCollectionsRegistrar.bean("index", name), Index.class);
                size("index", name, index, Index::count).register(registry);
            }
        };
    }

    private static <C> Gauge.Builder<C> size(String kind, String name, C collection, ToDoubleFunction<C> size) {
        return Gauge.builder("larder.size", collection, size)
                .tags("kind", kind, "name", name)
                .description("Elements of a deque, entries of an index");
    }
}
