package dev.larder.spring.boot;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Finds and runs the listeners of work queues. */
@Configuration(proxyBeanMethods = false)
class LarderQueueListenerConfiguration {

    @Bean
    LarderQueueListeners larderQueueListeners(ConfigurableListableBeanFactory beans, LarderProperties properties) {
        return new LarderQueueListeners(beans, properties);
    }
}
