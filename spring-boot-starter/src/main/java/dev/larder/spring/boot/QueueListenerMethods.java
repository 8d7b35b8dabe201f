package dev.larder.spring.boot;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

/** Collects the methods with {@link LarderQueueListener} of all beans. */
final class QueueListenerMethods implements BeanPostProcessor {

    private final List<Found> found = new CopyOnWriteArrayList<>();

    /**
     * A method and the bean whose it is.
     *
     * @param method as the bean's proxy has it, if it has one
     */
    record Found(Object bean, Method method, LarderQueueListener listener) {}

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        Class<?> type = AopUtils.getTargetClass(bean);
        if (AnnotationUtils.isCandidateClass(type, LarderQueueListener.class)) {
            Map<Method, LarderQueueListener> methods =
                    MethodIntrospector.selectMethods(type, (MethodIntrospector.MetadataLookup<LarderQueueListener>)
                            method -> AnnotatedElementUtils.findMergedAnnotation(method, LarderQueueListener.class));
            methods.forEach((method, listener) ->
                    found.add(new Found(bean, AopUtils.selectInvocableMethod(method, bean.getClass()), listener)));
        }
        return bean;
    }

    List<Found> found() {
        return new ArrayList<>(found);
    }
}
