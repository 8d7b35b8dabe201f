package dev.larder.storage.jooq.binding;

/** Binds scalars to columns declared BLOB, which SQLite takes for: no conversion. */
public final class BlobScalarBinding extends ScalarBinding<byte[]> {

    private static final long serialVersionUID = 1L;

    public BlobScalarBinding() {
        super(byte[].class);
    }
}
