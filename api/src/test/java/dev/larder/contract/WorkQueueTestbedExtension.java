package dev.larder.contract;

import dev.larder.WorkQueue;
import dev.larder.storage.contract.FakeClock;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests their {@link WorkQueueTestbed}, or what they need of it, and takes it down after each test. */
final class WorkQueueTestbedExtension implements ParameterResolver, AfterEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(WorkQueueTestbedExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == WorkQueue.class || type == FakeClock.class || type == WorkQueueTestbed.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        WorkQueueTestbed testbed = context.getStore(NAMESPACE)
                .computeIfAbsent(
                        WorkQueueTestbed.class,
                        type -> newTestbed((WorkQueueUnderTest) context.getRequiredTestInstance()),
                        WorkQueueTestbed.class);
        Class<?> type = parameter.getParameter().getType();
        if (type == WorkQueue.class) {
            return testbed.open();
        }
        return type == FakeClock.class ? testbed.clock() : testbed;
    }

    private static WorkQueueTestbed newTestbed(WorkQueueUnderTest test) {
        try {
            return new WorkQueueTestbed(test.newStorage());
        } catch (Exception e) {
            throw new ParameterResolutionException("No queue to test", e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        WorkQueueTestbed testbed = context.getStore(NAMESPACE).remove(WorkQueueTestbed.class, WorkQueueTestbed.class);
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
