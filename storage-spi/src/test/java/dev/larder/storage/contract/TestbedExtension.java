package dev.larder.storage.contract;

import dev.larder.storage.Store;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests their {@link Testbed}, or what they need of it, and takes it down after each test. */
final class TestbedExtension implements ParameterResolver, AfterEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(TestbedExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Store.class || type == FakeClock.class || type == Testbed.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Testbed testbed = context.getStore(NAMESPACE)
                .computeIfAbsent(Testbed.class, type -> newTestbed(context.getRequiredTestInstance()), Testbed.class);
        Class<?> type = parameter.getParameter().getType();
        if (type == Store.class) {
            return testbed.open();
        }
        return type == FakeClock.class ? testbed.clock() : testbed;
    }

    private static Testbed newTestbed(Object test) {
        try {
            return new Testbed(((StorageUnderTest) test).newStorage());
        } catch (Exception e) {
            throw new ParameterResolutionException("No storage to test", e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Testbed testbed = context.getStore(NAMESPACE).remove(Testbed.class, Testbed.class);
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
