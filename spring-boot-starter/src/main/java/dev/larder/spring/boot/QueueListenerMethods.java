package dev.larder.spring.boot;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * Finds the methods with {@link LarderQueueListener} of all beans, also of those that are made when they are needed.
 */
final class QueueListenerMethods {

    private static final System.Logger LOG = System.getLogger(QueueListenerMethods.class.getName());

    private final ConfigurableListableBeanFactory beans;

    QueueListenerMethods(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    /**
     * A method and the bean whose it is.
     *
     * @param method as the bean's proxy has it, if it has one
     */
    record Found(Object bean, Method method, LarderQueueListener listener) {}

    /** @throws IllegalStateException if a bean has one that cannot be called for as long as the application runs */
    List<Found> find() {
        List<Found> found = new ArrayList<>();
        for (String name : beans.getBeanNamesForType(Object.class)) {
            if (!ScopedProxyUtils.isScopedTarget(name)) {
                methods(name).forEach((method, listener) -> found.add(found(name, method, listener)));
            }
        }
        return found;
    }

    private Map<Method, LarderQueueListener> methods(String bean) {
        Class<?> type = AutoProxyUtils.determineTargetClass(beans, bean);
        if (type == null || !AnnotationUtils.isCandidateClass(type, LarderQueueListener.class)) {
            return Map.of();
        }
        try {
            return MethodIntrospector.selectMethods(type, QueueListenerMethods::listener);
        } catch (IllegalStateException | LinkageError e) {
            // a class that names others that are not there, as those of optional parts do: nobody could call its
            // methods
            LOG.log(System.Logger.Level.DEBUG, "The methods of the bean '" + bean + "' cannot be looked at", e);
            return Map.of();
        }
    }

    private static @Nullable LarderQueueListener listener(Method method) {
        return AnnotatedElementUtils.findMergedAnnotation(method, LarderQueueListener.class);
    }

    private Found found(String name, Method method, LarderQueueListener listener) {
        if (!beans.isSingleton(name)) {
            throw new IllegalStateException("@LarderQueueListener on " + method + ": the bean '" + name
                    + "' has to be a singleton, since it listens for as long as the application runs");
        }
        Object bean = beans.getBean(name);
        return new Found(bean, AopUtils.selectInvocableMethod(method, bean.getClass()), listener);
    }
}
