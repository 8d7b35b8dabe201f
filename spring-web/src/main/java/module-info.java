/** Cached values as responses of Spring MVC. */
module dev.larder.spring.web {
    requires static org.jspecify;
    requires transitive dev.larder;
    requires transitive spring.core;
    requires transitive spring.web;

    exports dev.larder.spring.web;
}
