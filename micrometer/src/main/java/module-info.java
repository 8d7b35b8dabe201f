/** Larder's caches and work queues as meters and observations of Micrometer. */
module dev.larder.micrometer {
    requires static micrometer.tracing;
    requires static org.jspecify;
    requires transitive dev.larder;
    requires micrometer.commons;
    requires transitive micrometer.core;
    requires transitive micrometer.observation;

    exports dev.larder.micrometer;
}
