package dev.larder.internal.pickle;

import dev.larder.internal.pickle.Compound.Container;
import dev.larder.internal.pickle.Compound.Kind;

/** The model of what keys of calls and recipes need: tuples, and types when writing. */
enum PlainData implements PickleModel {
    MODEL;

    static final PickleLimits LIMITS = new PickleLimits(Tuple.MAX_DEPTH, 1 << 18);

    @Override
    public boolean reads(Kind kind) {
        return kind == Kind.TUPLE;
    }

    @Override
    public boolean readsByteArrays() {
        return false;
    }

    @Override
    public boolean reads(ClassName type) {
        return false;
    }

    @Override
    public Object toJava(Compound compound) {
        if (compound instanceof Container container && container.kind() == Kind.TUPLE) {
            return Tuple.copyOf(container.parts());
        }
        throw new IllegalArgumentException("is no plain data");
    }

    @Override
    public Object toPython(Object value) {
        if (value instanceof Tuple tuple) {
            return new Container(Kind.TUPLE, tuple.items());
        }
        if (value instanceof PythonType) {
            return value;
        }
        throw new IllegalArgumentException("A " + value.getClass().getName()
                + " cannot be pickled: only null, Boolean, Long, BigInteger, Double, String, byte[] and Tuple can");
    }

    @Override
    public boolean isUnique(Object value) {
        return false;
    }
}
