package dev.larder.contract;

import dev.larder.Index;

/** Gives tests of {@link Index} what they work with. */
final class IndexTestbedExtension extends CollectionTestbedExtension<IndexTestbed> {

    IndexTestbedExtension() {
        super(Index.class, IndexTestbed.class);
    }

    @Override
    IndexTestbed newTestbed(Object test) throws Exception {
        return new IndexTestbed(((IndexUnderTest) test).newStorage());
    }

    @Override
    Object open(IndexTestbed testbed) {
        return testbed.open();
    }
}
