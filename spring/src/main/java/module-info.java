/** Larder's caches for Spring's cache abstraction. */
module dev.larder.spring {
    requires static org.jspecify;
    requires static spring.tx; // for caches that wait for a transaction of Spring's
    requires transitive dev.larder;
    requires transitive spring.beans;
    requires transitive spring.context;
    requires spring.aop;
    requires spring.core;
    requires spring.expression;

    exports dev.larder.spring;

    opens dev.larder.spring to
            spring.beans,
            spring.context,
            spring.core;
}
