/** The collections of Larder and the codecs of their keys and values. */
module dev.larder {
    requires static org.jspecify;
    requires transitive dev.larder.storage;
}
