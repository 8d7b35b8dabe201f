package dev.larder.storage.jooq.binding;

import dev.larder.storage.Scalar;
import java.sql.SQLException;
import org.jooq.BindingGetResultSetContext;
import org.jooq.BindingSetStatementContext;
import org.jooq.Converter;
import org.jooq.impl.AbstractBinding;

/**
 * Binds columns that hold any type of scalar.
 *
 * @param <T> what jOOQ takes the column for
 */
abstract class ScalarBinding<T> extends AbstractBinding<T, Scalar> {

    private static final long serialVersionUID = 1L;

    private final Converter<T, Scalar> converter;

    ScalarBinding(Class<T> columnType) {
        // tells jOOQ the types; the values themselves pass through the setters and getters of NativeScalars
        converter = Converter.ofNullable(
                columnType,
                Scalar.class,
                stored -> {
                    throw new UnsupportedOperationException("Read by its own type, not converted from " + columnType);
                },
                scalar -> {
                    throw new UnsupportedOperationException("Bound by its own type, not converted: " + scalar);
                });
    }

    @Override
    public final Converter<T, Scalar> converter() {
        return converter;
    }

    @Override
    public final void set(BindingSetStatementContext<Scalar> context) throws SQLException {
        NativeScalars.set(context.statement(), context.index(), context.value());
    }

    @Override
    public final void get(BindingGetResultSetContext<Scalar> context) throws SQLException {
        context.value(NativeScalars.get(context.resultSet(), context.index()));
    }
}
