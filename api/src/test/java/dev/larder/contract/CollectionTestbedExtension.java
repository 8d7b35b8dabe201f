package dev.larder.contract;

import dev.larder.storage.contract.FakeClock;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests their test bed, or what they need of it, and takes it down after each test. */
abstract class CollectionTestbedExtension<B extends CollectionTestbed> implements ParameterResolver, AfterEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(CollectionTestbedExtension.class);

    private final Class<?> collectionType;
    private final Class<B> testbedType;

    CollectionTestbedExtension(Class<?> collectionType, Class<B> testbedType) {
        this.collectionType = collectionType;
        this.testbedType = testbedType;
    }

    /** A test bed in a fresh place, for an instance of a test class. */
    abstract B newTestbed(Object test) throws Exception;

    /** What a test gets that asks for a collection. */
    abstract Object open(B testbed);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == collectionType || type == testbedType || type == FakeClock.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        B testbed = context.getStore(NAMESPACE).computeIfAbsent(testbedType, type -> newTestbed(context), testbedType);
        Class<?> type = parameter.getParameter().getType();
        if (type == collectionType) {
            return open(testbed);
        }
        return type == FakeClock.class ? testbed.clock() : testbed;
    }

    private B newTestbed(ExtensionContext context) {
        try {
            return newTestbed(context.getRequiredTestInstance());
        } catch (Exception e) {
            throw new ParameterResolutionException("No place to test in", e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        B testbed = context.getStore(NAMESPACE).remove(testbedType, testbedType);
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
