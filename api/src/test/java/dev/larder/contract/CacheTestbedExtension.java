package dev.larder.contract;

import dev.larder.Cache;
import dev.larder.storage.Storage;
import dev.larder.storage.contract.FakeClock;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests their {@link CacheTestbed}, or what they need of it, and takes it down after each test. */
final class CacheTestbedExtension implements ParameterResolver, AfterEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(CacheTestbedExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Cache.class || type == FakeClock.class || type == CacheTestbed.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        CacheTestbed testbed = context.getStore(NAMESPACE)
                .computeIfAbsent(
                        CacheTestbed.class,
                        type -> newTestbed((CacheUnderTest) context.getRequiredTestInstance()),
                        CacheTestbed.class);
        Class<?> type = parameter.getParameter().getType();
        if (type == Cache.class) {
            return testbed.open();
        }
        return type == FakeClock.class ? testbed.clock() : testbed;
    }

    private static CacheTestbed newTestbed(CacheUnderTest test) {
        try {
            Storage storage = test.newStorage();
            return new CacheTestbed(test, storage);
        } catch (Exception e) {
            throw new ParameterResolutionException("No cache to test", e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        CacheTestbed testbed = context.getStore(NAMESPACE).remove(CacheTestbed.class, CacheTestbed.class);
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
