package dev.larder.spring.boot;

import dev.larder.Counter;
import dev.larder.Deque;
import dev.larder.DequeBuilder;
import dev.larder.Index;
import dev.larder.IndexBuilder;
import dev.larder.Larder;
import dev.larder.ReentrantCacheLock;
import dev.larder.WorkQueue;
import dev.larder.WorkQueueBuilder;
import dev.larder.codec.Codec;
import dev.larder.storage.LarderException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Makes beans of the collections, locks and counters that properties name. Each has the bean name
 * {@code larder.<kind>.<name>} and {@code <name>} as its qualifier, and is not made where the application has a bean
 * with this name. The larder closes them.
 */
final class LarderCollectionsRegistrar implements ImportBeanDefinitionRegistrar {

    private final Binder binder;
    private final BeanFactory beans;

    LarderCollectionsRegistrar(Environment environment, BeanFactory beans) {
        this.binder = Binder.get(environment);
        this.beans = beans;
    }

    /** The name of the bean of a collection, lock or counter of this kind. */
    static String bean(String kind, String name) {
        return "larder." + kind + "." + name;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
        named("larder.deques", DequeProperties.class).forEach((name, properties) -> {
            String property = "larder.deques." + name;
            Codec<?> codec = Codecs.values(property, properties.codec(), properties.type(), properties.classes());
            register(
                    registry,
                    bean("deque", name),
                    name,
                    Deque.class,
                    property,
                    larder -> larder.deque(
                            name, (DequeBuilder<Object> builder) -> bounded(builder.values(codec), properties)));
        });
        named("larder.indexes", IndexProperties.class).forEach((name, properties) -> {
            String property = "larder.indexes." + name;
            Codec<?> keys = Codecs.keys(property, properties.keys());
            Codec<?> codec = Codecs.values(property, properties.codec(), properties.type(), properties.classes());
            register(
                    registry,
                    bean("index", name),
                    name,
                    Index.class,
                    property,
                    larder -> larder.index(
                            name,
                            (IndexBuilder<Object, Object> builder) ->
                                    builder.keys(keys).values(codec)));
        });
        named("larder.queues", QueueProperties.class).forEach((name, properties) -> {
            String property = "larder.queues." + name;
            Codec<?> codec = Codecs.values(property, properties.codec(), properties.type(), properties.classes());
            register(
                    registry,
                    bean("queue", name),
                    name,
                    WorkQueue.class,
                    property,
                    larder -> larder.queue(
                            name, (WorkQueueBuilder<Object> builder) -> leased(builder.values(codec), properties)));
        });
        names("larder.locks")
                .forEach(name -> register(
                        registry,
                        bean("lock", name),
                        name,
                        ReentrantCacheLock.class,
                        "larder.locks",
                        larder -> larder.lock(name)));
        names("larder.counters")
                .forEach(name -> register(
                        registry,
                        bean("counter", name),
                        name,
                        Counter.class,
                        "larder.counters",
                        larder -> larder.counter(name)));
    }

    private static <E> DequeBuilder<E> bounded(DequeBuilder<E> builder, DequeProperties properties) {
        DequeBuilder<E> told = builder;
        if (properties.maximumLength() != null) {
            told = told.maximumLength(properties.maximumLength());
        }
        return properties.capacity() == null ? told : told.capacity(properties.capacity());
    }

    private static <T> WorkQueueBuilder<T> leased(WorkQueueBuilder<T> builder, QueueProperties properties) {
        return builder.lease(properties.lease())
                .maxAttempts(properties.maxAttempts())
                .backOff(properties.backOff(), properties.longestBackOff());
    }

    private <P> Map<String, P> named(String prefix, Class<P> properties) {
        return binder.bind(prefix, Bindable.mapOf(String.class, properties)).orElse(Map.of());
    }

    private List<String> names(String property) {
        return binder.bind(property, Bindable.listOf(String.class)).orElse(List.of());
    }

    private <T> void register(
            BeanDefinitionRegistry registry,
            String bean,
            String name,
            Class<T> type,
            String property,
            Function<Larder, ? extends T> opening) {
        if (registry.containsBeanDefinition(bean)) {
            return;
        }
        RootBeanDefinition definition = new RootBeanDefinition(type, () -> open(property, name, opening));
        definition.setDestroyMethodName(""); // whatever else is closed may use it until the larder is
        definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, name));
        registry.registerBeanDefinition(bean, definition);
    }

    private <T> T open(String property, String name, Function<Larder, ? extends T> opening) {
        try {
            return opening.apply(beans.getBean(Larder.class));
        } catch (IllegalArgumentException | IllegalStateException | LarderException e) {
            throw new BadLarderPropertyException(
                    property,
                    "'" + name + "' cannot be opened: " + e.getMessage(),
                    "Give it the options that it was made with, or another name.",
                    e);
        }
    }
}
