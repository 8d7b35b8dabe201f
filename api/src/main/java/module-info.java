/** Collections that live in a database the user already trusts. */
module dev.larder {
    requires transitive dev.larder.storage;
    requires static org.jspecify;

    exports dev.larder;
    exports dev.larder.codec;
    exports dev.larder.recipe;

    uses dev.larder.storage.StorageProvider;
}
