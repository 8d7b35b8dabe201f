/** Keys and values as Python pickles, for stores that are shared with Python's DiskCache. */
module dev.larder.codec.pickle {
    requires static org.jspecify;
    requires transitive dev.larder;

    exports dev.larder.codec.pickle;
}
