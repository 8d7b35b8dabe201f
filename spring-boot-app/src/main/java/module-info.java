/** An application on Spring Boot that starts from the class path as from the module path. */
module dev.larder.spring.boot.app {
    requires static org.jspecify;
    requires dev.larder.codec.jackson;
    requires dev.larder.spring.boot;
    requires dev.larder.spring.web;
    requires jdk.unsupported; // how Spring makes a proxy of a class without calling its constructor
    requires spring.beans;
    requires spring.boot;
    requires spring.boot.autoconfigure;
    requires spring.context;
    requires spring.core;
    requires spring.web;

    opens dev.larder.spring.boot.app; // for Spring, and for Jackson
}
