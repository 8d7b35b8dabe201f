/** Values as JSON and as compressed JSON. */
module dev.larder.codec.jackson {
    requires static org.jspecify;
    requires transitive dev.larder;
    requires transitive com.fasterxml.jackson.databind;
}
