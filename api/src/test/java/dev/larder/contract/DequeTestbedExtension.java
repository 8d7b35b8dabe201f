package dev.larder.contract;

import dev.larder.Deque;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests their {@link DequeTestbed}, or a deque opened there, and takes it down after each test. */
final class DequeTestbedExtension implements ParameterResolver, AfterEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(DequeTestbedExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Deque.class || type == DequeTestbed.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        DequeTestbed testbed = context.getStore(NAMESPACE)
                .computeIfAbsent(
                        DequeTestbed.class,
                        type -> newTestbed((DequeUnderTest) context.getRequiredTestInstance()),
                        DequeTestbed.class);
        return parameter.getParameter().getType() == Deque.class ? testbed.open() : testbed;
    }

    private static DequeTestbed newTestbed(DequeUnderTest test) {
        try {
            return new DequeTestbed(test.newStorage());
        } catch (Exception e) {
            throw new ParameterResolutionException("No deque to test", e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        DequeTestbed testbed = context.getStore(NAMESPACE).remove(DequeTestbed.class, DequeTestbed.class);
        if (testbed == null) {
            return;
        }
        try (testbed) {
            if (context.getExecutionException().isEmpty()) {
                testbed.requireSound();
            }
        }
    }
}
