/** The storage SPI: what a storage must do. Depends on annotations only. */
module dev.larder.storage {
    requires static org.jspecify;

    exports dev.larder.storage;
}
