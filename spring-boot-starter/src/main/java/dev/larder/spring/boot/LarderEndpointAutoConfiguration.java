package dev.larder.spring.boot;

import dev.larder.Larder;
import dev.larder.WorkQueue;
import dev.larder.spring.LarderCacheManager;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The actuator endpoint {@code larder}. */
@AutoConfiguration(after = LarderAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean(Larder.class)
public class LarderEndpointAutoConfiguration {

    LarderEndpointAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint
    LarderEndpoint larderEndpoint(
            Larder larder,
            ObjectProvider<LarderCacheManager> managers,
            LarderProperties properties,
            ListableBeanFactory beans) {
        LarderCacheManager manager = managers.getIfUnique();
        Map<String, WorkQueue<?>> queues = new TreeMap<>();
        for (String name : properties.queues().keySet()) {
            queues.put(name, beans.getBean(LarderCollectionsRegistrar.bean("queue", name), WorkQueue.class));
        }
        return properties.endpoint().writes()
                ? new WritableLarderEndpoint(larder, manager, queues)
                : new LarderEndpoint(larder, manager, queues);
    }
}
