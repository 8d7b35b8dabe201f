package dev.larder.contract;

import dev.larder.Index;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests their {@link IndexTestbed}, or an index opened there, and takes it down after each test. */
final class IndexTestbedExtension implements ParameterResolver, AfterEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(IndexTestbedExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Index.class || type == IndexTestbed.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        IndexTestbed testbed = context.getStore(NAMESPACE)
                .computeIfAbsent(
                        IndexTestbed.class,
                        type -> newTestbed((IndexUnderTest) context.getRequiredTestInstance()),
                        IndexTestbed.class);
        return parameter.getParameter().getType() == Index.class ? testbed.open() : testbed;
    }

    private static IndexTestbed newTestbed(IndexUnderTest test) {
        try {
            return new IndexTestbed(test.newStorage());
        } catch (Exception e) {
            throw new ParameterResolutionException("No index to test", e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        IndexTestbed testbed = context.getStore(NAMESPACE).remove(IndexTestbed.class, IndexTestbed.class);
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
