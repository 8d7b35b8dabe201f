/** Larder in applications on Spring Boot 3.5 and 4. */
module dev.larder.spring.boot {
    requires static dev.larder.jooq;
    requires static dev.larder.micrometer;
    requires static java.sql;
    requires static micrometer.core;
    requires static micrometer.observation;
    requires static micrometer.tracing;
    requires static org.jooq;
    requires static org.jspecify;
    requires static spring.boot.actuator;
    requires static spring.boot.actuator.autoconfigure;
    requires static spring.boot.health;
    requires transitive dev.larder;
    requires transitive dev.larder.spring;
    requires com.fasterxml.jackson.databind;
    requires dev.larder.codec.jackson;
    requires spring.aop;
    requires spring.beans;
    requires spring.boot;
    requires spring.boot.autoconfigure;
    requires spring.context;
    requires spring.core;

    exports dev.larder.spring.boot;

    opens dev.larder.spring.boot;
}
