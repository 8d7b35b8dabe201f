/** Values as JSON, Larder's own and that of DiskCache's JSONDisk. */
module dev.larder.codec.jackson {
    requires static org.jspecify;
    requires transitive dev.larder;
    requires transitive com.fasterxml.jackson.core;
    requires transitive com.fasterxml.jackson.databind;

    exports dev.larder.codec.jackson;
}
