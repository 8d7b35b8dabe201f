package dev.larder.spring.boot;

import dev.larder.Delivery;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import org.springframework.util.ReflectionUtils;

/**
 * Calls a listener's method.
 *
 * @param takesDelivery whether with the delivery, otherwise with its item
 * @param rejectFor what it throws when another attempt would be useless
 */
record QueueHandler(Object bean, Method method, boolean takesDelivery, List<Class<? extends Throwable>> rejectFor) {

    /** @throws IllegalStateException if it cannot be called with an item */
    static QueueHandler of(QueueListenerMethods.Found found) {
        Method method = found.method();
        if (method.getParameterCount() != 1) {
            throw new IllegalStateException("@LarderQueueListener on " + method + ": it has to take one parameter, the"
                    + " item or its Delivery");
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
        try {
            method.invoke(bean, takesDelivery ? delivery : delivery.value());
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    boolean isRejection(Throwable thrown) {
        return rejectFor.stream().anyMatch(type -> type.isInstance(thrown));
    }
}
