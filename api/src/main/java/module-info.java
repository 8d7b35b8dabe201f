/** Collections that live in a database the user already trusts. */
@SuppressWarnings("module") // the codec of pickles is built later, and is not there in every application
module dev.larder {
    requires transitive dev.larder.storage;
    requires static org.jspecify;

    exports dev.larder;
    exports dev.larder.codec;
    exports dev.larder.recipe;
    exports dev.larder.internal.pickle to
            dev.larder.codec.pickle;

    uses dev.larder.storage.StorageProvider;
}
