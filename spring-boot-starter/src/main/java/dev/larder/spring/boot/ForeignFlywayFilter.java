package dev.larder.spring.boot;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.ResourceLoaderAware;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

/**
 * Keeps Spring Boot 3 from running Flyway on the application's database only because Larder has brought Flyway onto the
 * class path: there it would make a history table, or refuse to start on a database that has tables. An application
 * that has migrations in {@code db/migration}, or any {@code spring.flyway} property, is left alone.
 */
final class ForeignFlywayFilter implements AutoConfigurationImportFilter, EnvironmentAware, ResourceLoaderAware {

    private static final Set<String> FLYWAY =
            Set.of("org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration");

    private @Nullable Environment environment;
    private @Nullable ResourceLoader resources;

    @Override
    public void setEnvironment(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void setResourceLoader(ResourceLoader resources) {
        this.resources = resources;
    }

    @Override
    public boolean[] match(@Nullable String[] classes, AutoConfigurationMetadata metadata) {
        boolean[] matches = new boolean[classes.length];
        for (int i = 0; i < classes.length; i++) {
            String name = classes[i];
            matches[i] = name == null || !FLYWAY.contains(name) || isMeant();
        }
        return matches;
    }

    private boolean isMeant() {
        boolean hasMigrations = resources != null
                && resources.getResource("classpath:db/migration").exists();
        return hasMigrations
                || (environment != null
                        && Binder.get(environment)
                                .bind("spring.flyway", Bindable.mapOf(String.class, Object.class))
                                .isBound());
    }
}
