package dev.larder.spring.boot;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;

/** Finds and runs the listeners of work queues. */
@Configuration(proxyBeanMethods = false)
class LarderQueueListenerConfiguration {

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static QueueListenerMethods larderQueueListenerMethods() {
        return new QueueListenerMethods();
    }

    @Bean
    LarderQueueListeners larderQueueListeners(
            QueueListenerMethods methods, ConfigurableListableBeanFactory beans, LarderProperties properties) {
        return new LarderQueueListeners(methods, beans, properties);
    }
}
