package dev.larder.storage.jooq.binding;

/** Binds scalars to columns declared without a type. */
public final class UntypedScalarBinding extends ScalarBinding<Object> {

    private static final long serialVersionUID = 1L;

    public UntypedScalarBinding() {
        super(Object.class);
    }
}
