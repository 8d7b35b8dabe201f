package dev.larder.spring.boot;

import dev.larder.Delivery;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.Future;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Calls a listener's method.
 *
 * @param takesDelivery whether with the delivery, otherwise with its item
 * @param rejectFor what it throws when another attempt would be useless
 */
record QueueHandler(Object bean, Method method, boolean takesDelivery, List<Class<? extends Throwable>> rejectFor) {

    /** @throws IllegalStateException if it cannot be called with an item, or is not done when it returns */
    static QueueHandler of(QueueListenerMethods.Found found) {
        Method method = found.method();
        if (method.getParameterCount() != 1) {
            throw new IllegalStateException("@LarderQueueListener on " + method + ": it has to take one parameter, the"
                    + " item or its Delivery");
        }
        Class<?> result = method.getReturnType();
        if (Future.class.isAssignableFrom(result)
                || ReactiveAdapterRegistry.getSharedInstance().getAdapter(result) != null) {
            throw new IllegalStateException("@LarderQueueListener on " + method + ": an item is acknowledged when the"
                    + " method returns, and a " + result.getSimpleName() + " is not done then; wait for it in the"
                    + " method");
        }
        ReflectionUtils.makeAccessible(method);
        return new QueueHandler(
                found.bean(),
                method,
                method.getParameterTypes()[0] == Delivery.class,
                List.of(found.listener().rejectFor()));
    }

    /** Whatever the method throws, or an {@code IllegalArgumentException} if it does not take such items. */
    void handle(Delivery<?> delivery) throws Throwable {
        Object argument = takesDelivery ? delivery : delivery.value();
        if (!ClassUtils.isAssignableValue(method.getParameterTypes()[0], argument)) {
            throw new IllegalArgumentException(
                    method + " does not take a " + argument.getClass().getName() + ", which the queue's items are");
        }
        try {
            method.invoke(bean, argument);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    boolean isRejection(Throwable thrown) {
        return rejectFor.stream().anyMatch(type -> type.isInstance(thrown));
    }
}
